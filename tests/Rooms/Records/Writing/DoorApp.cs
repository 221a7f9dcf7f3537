using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Writing;

/// <summary>An application with the small body of the tests and its definitions published.</summary>
public sealed class DoorApp() : PublishedApp(() => new Loaded(Kit.Definitions.Body(), [Kit.Definitions.Catch(), Kit.Definitions.Vessels(), Kit.Definitions.Large()], []))
{
    public static readonly string[] Tables = ["records.statement", "records.version", "records.segment", "records.leaf", "records.event", "records.command", "tuna.catch_report"];

    private int _weeks;

    public PublishedDefinition Published(string code) => Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", code).ShouldNotBeNull();

    /// <summary>Somebody with a post of the body; no row of a person is needed for a program's key.</summary>
    public static Actor Of(string? party, params Right[] rights) =>
        new(null, Guid.NewGuid(), [new Holding(Guid.NewGuid(), "tuna", party, party is null ? "desk" : "head", new DateOnly(2020, 1, 1), null, rights.ToHashSet())]);

    public static Actor Japan { get; } = Of("JPN", Right.Enter, Right.Submit);

    public static Actor Secretariat { get; } = Of(null, Right.Serve);

    /// <summary>A statement on a week that no other test has.</summary>
    public Take Declare(int figure = 1, Guid? id = null)
    {
        var monday = new DateOnly(2001, 1, 1).AddDays(7 * Interlocked.Increment(ref _weeks));
        return new Take(id ?? Guid.NewGuid(), "tuna", "catch", "submit", 0) { Opening = new Subject("JPN", new Period(monday, monday.AddDays(7))), Content = Content(figure) };
    }

    public Statement Content(int figure)
    {
        var content = new Statement(Published("catch").Definition);
        content["report", "f01"] = Answer.Of(Value.Of("K. Sato"));
        content["report", "f03"] = Answer.Of(Value.Of(figure));
        return content;
    }

    /// <summary>How many rows each table of the write has.</summary>
    public async Task<string> Counts()
    {
        var counts = new List<string>();
        foreach (var table in Tables)
            counts.Add($"{table} {await Ask<long>($"select count(*) from {table}")}");
        return string.Join(", ", counts);
    }
}

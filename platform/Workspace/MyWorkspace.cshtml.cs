using Entente.Bodies;
using Entente.Shared.Web;
using Entente.Shared.Work;

namespace Entente.Workspace;

/// <summary>What waits for the signed-in person, asked of every room, the most urgent first.</summary>
public sealed class MyWorkspace(BodyCatalogue catalogue, DefinitionCatalogue definitions, IEnumerable<WorkSource> sources) : RoomPage
{
    /// <summary>How many messages stand open; the older ones are one step away.</summary>
    public const int Latest = 8;

    public ILookup<WorkKind, WorkItem> Work { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        var work = new List<WorkItem>();
        foreach (var source in sources)
            work.AddRange(await source(Me!, Cancelled));
        Work = work.OrderBy(item => item.Due ?? DateTimeOffset.MaxValue).ToLookup(item => item.Kind);
    }

    /// <summary>What is declared in the bodies this person has a post in: where one begins.</summary>
    public IReadOnlyList<(Body Body, IReadOnlyList<PublishedDefinition> Definitions)> Declarations =>
        [.. Me!.Holdings.Select(holding => BodyOf(holding.Body)).OfType<Body>().Distinct()
            .Select(body => (body, (IReadOnlyList<PublishedDefinition>)[.. definitions.All(body.Code).Where(published => !published.Withdrawn)]))
            .Where(one => one.Item2.Count > 0)];

    /// <summary>Texts of a body come in all its languages, because a source of work does not know who reads.</summary>
    public (string, object?)[] Said(IEnumerable<(string Name, object? Value)> values) =>
        [.. values.Select(value => (value.Name, value.Value is LocalText text ? text.In(T.Language.Code).Text : value.Value))];

    /// <summary>Deadlines are said in the time of the body.</summary>
    public DateOnly DayOf(string? code, DateTimeOffset due) =>
        DateOnly.FromDateTime((BodyOf(code) is { } body ? TimeZoneInfo.ConvertTimeBySystemTimeZoneId(due, body.Zone) : due).DateTime);

    public Body? BodyOf(string? code) => code is null ? null : catalogue.Find(code);
}

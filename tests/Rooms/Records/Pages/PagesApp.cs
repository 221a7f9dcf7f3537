using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Records.Tables;
using Entente.Tests.Kit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Pages;

/// <summary>An application with the small body of the tests, a return of every type of field and one with a table, and three people of a return's life.</summary>
public sealed class PagesApp : TestApp
{
    public Guid Clerk { get; private set; }

    public Guid Minister { get; private set; }

    public Guid Officer { get; private set; }

    public Guid Neighbour { get; private set; }

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("entente-files-");

    public PagesApp()
    {
        Settings["ENTENTE_FILES"] = _files.FullName;
        Added = services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(services, new AsPerson());
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _files.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Publish([Kit.Definitions.Weekly(), Kit.Definitions.Every(), Kit.Definitions.Heavy(), Kit.Definitions.Questions(), Kit.Definitions.Attached(), Kit.Definitions.Listed(), Kit.Definitions.Vessels()]);
        Clerk = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter]));
        Minister = await this.Person("Minister of Japan", ("tuna", "JPN", [Right.Read, Right.Approve, Right.Submit]));
        Officer = await this.Person("Officer of the secretariat", ("tuna", null, [Right.Read, Right.Serve]));
        Neighbour = await this.Person("Clerk of Ghana", ("tuna", "GHA", [Right.Read, Right.Enter]));
    }

    /// <summary>What the body declares from now on.</summary>
    public async Task Publish(IReadOnlyList<Entente.Bodies.Definitions.Definition> definitions)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var body = Kit.Definitions.Body();
        // The posts of the three people stay although the definitions are published again.
        body = body with { Posts = [.. body.Posts, .. new[] { "read-enter", "read-approve-submit" }.Select(code => PostOf(code + "-of-party", PostFor.Party)), PostOf("read-serve", PostFor.Body)] };
        (await Publication.Publish(owner, new Loaded(body, definitions, []), body.Code, TableMaking.Make, Clock.GetUtcNow())).Findings.ShouldBeEmpty();
        NpgsqlConnection.ClearPool(owner);
    }

    /// <summary>Until the application knows this version: it hears of it from the database.</summary>
    public async Task Knows(string definition, int version)
    {
        for (var tries = 0; Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", definition)?.Version != version; tries++)
        {
            tries.ShouldBeLessThan(400);
            await Task.Delay(25);
        }
    }

    private static Post PostOf(string code, PostFor kind) =>
        new(code, Kit.Definitions.Say(code), kind, [.. code.Split('-').Where(word => word is not ("of" or "party")).Select(word => Enum.Parse<Right>(word, ignoreCase: true))], null, null);

    public async Task Execute(string sql, object with)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        await Dapper.SqlMapper.ExecuteAsync(owner, sql, with);
    }

    public Browser As(Guid person, string language = "en") => AsPerson.Browser(this, person, language);
}

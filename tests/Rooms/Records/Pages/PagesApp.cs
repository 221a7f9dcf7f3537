using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Records.Tables;
using Entente.Tests.Kit;
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
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var body = Kit.Definitions.Body();
        await Publication.Publish(owner, new Loaded(body, [Kit.Definitions.Weekly(), Kit.Definitions.Every(), Kit.Definitions.Heavy(), Kit.Definitions.Listed(), Kit.Definitions.Vessels()], []), body.Code, TableMaking.Make, Clock.GetUtcNow());
        NpgsqlConnection.ClearPool(owner);
        Clerk = await this.Person("Clerk of Japan", ("tuna", "JPN", [Right.Read, Right.Enter]));
        Minister = await this.Person("Minister of Japan", ("tuna", "JPN", [Right.Read, Right.Approve, Right.Submit]));
        Officer = await this.Person("Officer of the secretariat", ("tuna", null, [Right.Read, Right.Serve]));
        Neighbour = await this.Person("Clerk of Ghana", ("tuna", "GHA", [Right.Read, Right.Enter]));
    }

    public Browser As(Guid person, string language = "en") => AsPerson.Browser(this, person, language);
}

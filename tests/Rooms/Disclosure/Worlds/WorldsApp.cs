using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Disclosure;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>
/// An application in which two askings of the same question differ only by what the database holds: its clock stands still,
/// and the token of its forms, which is drawn anew for each page, is always the same.
/// </summary>
public sealed class WorldsApp : TestApp
{
    public WorldsApp()
    {
        Added = services =>
        {
            services.AddSingleton<IStartupFilter>(new AsPerson());
            services.AddSingleton<IAntiforgery, SameToken>();
        };
        Settings["ENTENTE_FILES"] = Files;
        Settings["ENTENTE_FOLDER"] = Folder;
    }

    /// <summary>The folder of data, in which the keys of what is confidential lie.</summary>
    private string Folder { get; } = Directory.CreateTempSubdirectory("entente-worlds-data-").FullName;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        await RootKeys.Begin(owner, new RootKeyFolder(Path.Combine(Folder, "keys")), Clock.GetUtcNow());
    }

    /// <summary>The folder of attachments.</summary>
    public string Files { get; } = Path.Combine(Path.GetTempPath(), $"entente-worlds-{Guid.NewGuid():N}");

    public Door Door => Services.GetRequiredService<Door>();

    /// <summary>Moves the clock to this moment, also back.</summary>
    public void At(DateTimeOffset moment) => Clock.Advance(moment - Clock.GetUtcNow());

    public async Task Publish(Loaded folder)
    {
        await using (var owner = new NpgsqlConnection(Database.Owner))
        {
            await owner.OpenAsync();
            (await Publication.Publish(owner, folder, folder.Body!.Code, TableMaking.Make, Clock.GetUtcNow())).Findings.ShouldBeEmpty();
            NpgsqlConnection.ClearPool(owner);
        }
        var catalogue = Services.GetRequiredService<DefinitionCatalogue>();
        for (var tries = 0; folder.Definitions.Any(definition => catalogue.Find(folder.Body!.Code, definition.Code) is null); tries++)
        {
            tries.ShouldBeLessThan(1000, "the body did not come into the catalogue");
            await Task.Delay(10);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var folder in new[] { Files, Folder }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private sealed class SameToken : IAntiforgery
    {
        private static readonly AntiforgeryTokenSet Set = new("token", "cookie", Entente.Shared.Web.FormOwners.TokenField, "X-Token");

        public AntiforgeryTokenSet GetAndStoreTokens(HttpContext httpContext) => Set;

        public AntiforgeryTokenSet GetTokens(HttpContext httpContext) => Set;

        public Task<bool> IsRequestValidAsync(HttpContext httpContext) => Task.FromResult(true);

        public Task ValidateRequestAsync(HttpContext httpContext) => Task.CompletedTask;

        public void SetCookieTokenAndHeader(HttpContext httpContext)
        {
        }
    }
}

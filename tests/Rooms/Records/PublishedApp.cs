using Dapper;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records;

/// <summary>An application that has published a body's folder, whose people a test may be by a header.</summary>
public abstract class PublishedApp : TestApp
{
    private readonly Func<Loaded> _folder;

    /// <param name="folder">What is published: the body and its definitions.</param>
    protected PublishedApp(Func<Loaded> folder)
    {
        _folder = folder;
        Added = services => services.AddSingleton<IStartupFilter>(new AsPerson());
    }

    public Door Door => Services.GetRequiredService<Door>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var folder = _folder();
        (await Publication.Publish(owner, folder, folder.Body!.Code, TableMaking.Make, Clock.GetUtcNow())).Findings.ShouldBeEmpty();
        // A kept connection knows the types of the database as they were before its tables were made.
        NpgsqlConnection.ClearPool(owner);
    }

    public Browser As(Guid person, string language = "en") => AsPerson.Browser(this, person, language);

    public async Task<Actor> Acting(Guid person) => Actor.Of((await Services.GetRequiredService<Entente.Bodies.People>().Find(person)).ShouldNotBeNull());

    public async Task<T> Ask<T>(string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        return (await owner.QuerySingleAsync<T>(sql, with))!;
    }

    public async Task Execute(string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.ExecuteAsync(sql, with);
    }
}

using Dapper;
using Entente.Shared.Data;
using Entente.Shared.Jobs;
using Entente.Shared.Mail;
using Entente.Tests.Kit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Administration;

/// <summary>An application with an administrator and somebody else, and an address that fails.</summary>
public sealed class AdministrationApp : TestApp
{
    public AdministrationApp() => Added = services =>
    {
        services.AddSingleton<IStartupFilter, AsPerson>();
        services.AddSingleton<IStartupFilter, Throwing>();
        services.AddJob<AdministrationApp>("poison", (_, _, _) => throw new PermanentFailure("spoiled by somebody@example.org"));
        services.AddSingleton(this);
    };

    public Guid Administrator { get; private set; }

    public Guid Reporter { get; private set; }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Administrator = await this.NewPerson("administrator@example.org", administrator: true);
        Reporter = await this.NewPerson("reporter@example.org");
    }

    public Browser As(Guid person) => AsPerson.Browser(this, person);

    public Task<Guid> Add(string kind) => Get<Database>().Write(connection => Get<Queue>().Add(connection, kind, new { about = 42 }));

    public Task<Guid> Send(string to) => Get<Database>().Write(connection => Get<Outbox>().Send(connection, to, "ar", "mail.test"));

    public async Task<int> Execute(string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(Database.Owner);
        return await connection.ExecuteAsync(sql, values);
    }

    public async Task<T> One<T>(string sql, object? values = null)
    {
        await using var connection = new NpgsqlConnection(Database.Owner);
        return await connection.QuerySingleAsync<T>(sql, values);
    }

    private sealed class Throwing : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Use(inner => context => context.Request.Path == "/throw" ? throw new InvalidDataException("broken for somebody@example.org") : inner(context));
        };
    }
}

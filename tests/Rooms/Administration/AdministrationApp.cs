using System.Security.Claims;
using Dapper;
using Entente.Bodies;
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
    private const string Header = "X-Test-Person";

    public AdministrationApp() => Added = services =>
    {
        services.AddSingleton<IStartupFilter, Door>();
        services.AddJob<AdministrationApp>("poison", (_, _, _) => throw new PermanentFailure("spoiled by somebody@example.org"));
        services.AddSingleton(this);
    };

    public Guid Administrator { get; private set; }

    public Guid Reporter { get; private set; }

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Administrator = await Person("administrator@example.org");
        Reporter = await Person("reporter@example.org");
        await Execute("""
            insert into bodies.holding (id, person, body, post, period, granted_at)
            values (gen_random_uuid(), @person, 'installation', 'administrator', daterange('2026-01-01', null), '2026-01-01Z')
            """, new { person = Administrator });
    }

    public Browser As(Guid person)
    {
        var browser = Browser();
        browser.Http.DefaultRequestHeaders.Add(Header, person.ToString());
        return browser;
    }

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

    private async Task<Guid> Person(string email)
    {
        var id = Guid.NewGuid();
        await Execute("insert into bodies.person (id, name, email, created_at) values (@id, @email, @email, '2026-01-01Z')", new { id, email });
        return id;
    }

    private sealed class Door(People people) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, inner) =>
            {
                if (Guid.TryParse(context.Request.Headers[Header], out var id) && await people.Find(id) is { } person)
                {
                    context.Features.Set(person);
                    context.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, id.ToString())], "test"));
                }
                await inner(context);
            });
            next(app);
            app.Use(inner => context => context.Request.Path == "/throw" ? throw new InvalidDataException("broken for somebody@example.org") : inner(context));
        };
    }
}

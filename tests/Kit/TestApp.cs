using Entente.Client.Run;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Entente.Tests.Kit;

/// <summary>
/// The application in the test's own process on its own database, with a clock the test moves. As a class
/// fixture: one database per test class. <see cref="Demonstration"/> instead when the class needs people and bodies.
/// </summary>
public class TestApp : WebApplicationFactory<Program>, Xunit.IAsyncLifetime
{
    public TestClock Clock { get; } = new();

    public TestDatabase Database { get; protected set; } = null!;

    protected virtual bool WithDemonstration => false;

    /// <summary>
    /// Settings a test class adds or replaces, before the first request. Nothing runs in the background unless a
    /// test asks for it: <c>RunJobs</c> runs what is due when the test says so.
    /// </summary>
    public Dictionary<string, string> Settings { get; } = new()
    {
        ["ENTENTE_ADDRESS"] = "https://localhost",
        ["ENTENTE_MAIL"] = Path.Combine(Path.GetTempPath(), $"entente-mail-{Guid.NewGuid():N}"),
        ["ENTENTE_WORKERS"] = "0",
    };

    /// <summary>What a test class adds to or replaces in the application, before the first request.</summary>
    public Action<IServiceCollection> Added { get; set; } = _ => { };

    /// <summary>Rounds of hashing a password: few, because hundreds of passwords are; null as in earnest.</summary>
    public int? PasswordRounds { get; init; } = 1_000;

    /// <summary>The application's clock: the one the test moves, or for a real browser the real one.</summary>
    protected virtual TimeProvider Time => Clock;

    public virtual async ValueTask InitializeAsync() =>
        Database = await (await TestCluster.Get()).NewDatabase(WithDemonstration);

    /// <summary>A second application process on the same database, with its own clock set alike.</summary>
    public TestApp Twin()
    {
        var twin = new TestApp { Database = Database, Added = Added, PasswordRounds = PasswordRounds };
        foreach (var (name, value) in Settings)
            twin.Settings[name] = value;
        twin.Clock.Advance(Clock.GetUtcNow() - twin.Clock.GetUtcNow());
        return twin;
    }

    /// <summary>A browser without scripts: keeps cookies, follows nothing by itself.</summary>
    public Browser Browser(string? language = "en") => new(this, language);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseContentRoot(House.Find().Platform).UseEnvironment("Production");
        builder.UseSetting("ENTENTE_WRITER", Database.Logins.Writer).UseSetting("ENTENTE_READER", Database.Logins.Reader)
               .UseSetting("ENTENTE_SECRET", TestCluster.SecretText);
        foreach (var (name, value) in Settings)
            builder.UseSetting(name, value);
        // Hundreds of applications say that they start and stop; what goes wrong is still printed.
        builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddFilter<ConsoleLoggerProvider>(null, LogLevel.Error));
        builder.ConfigureServices(services => services.AddSingleton(Time));
        if (PasswordRounds is { } rounds)
            builder.ConfigureServices(services => services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = rounds));
        builder.ConfigureServices(Added);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Settings["ENTENTE_MAIL"] is { } folder && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }
}

/// <summary>The same, with the demonstration's bodies and people.</summary>
public class DemonstrationApp : TestApp
{
    protected override bool WithDemonstration => true;
}

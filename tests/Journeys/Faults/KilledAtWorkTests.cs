using System.Diagnostics;
using Dapper;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Journeys.Faults;

/// <summary>A node dies with work in its hands: another does it, once.</summary>
public sealed class KilledAtWorkTests : IDisposable
{
    private const string Address = "ada.sample@example.org";
    private readonly string[] _folders = [Started.NewFolder(), Started.NewFolder()];
    private readonly SmtpServer _mail = new();

    [Fact]
    public async Task What_a_killed_node_was_doing_is_done_once_by_the_other()
    {
        var database = await (await TestCluster.Get()).EmptyDatabase();
        await using var one = await Started.Ready(_folders[0], more: ["--demonstration"], environment: Node("one", database));
        await using var other = await Started.Ready(_folders[1], environment: Node("other", database));
        var nodes = new Dictionary<string, Started> { ["one"] = one, ["other"] = other };

        var underWay = _mail.Stalls[Address] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Forms.AskForTestMail(one);
        await underWay.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var job = await Ask<(Guid Id, string Holder)>(database, "select id, locked_by from jobs.job where kind = 'send-mail' and locked_by is not null");
        // The application first, and both at once: the steward would start it again.
        var (application, steward) = (nodes[job.Holder].Application, nodes[job.Holder].Steward);
        Started.Kill9(application);
        Started.Kill9(steward);
        _mail.To(Address).ShouldBeEmpty("the server had not taken it");
        (await Ask<string>(database, "select locked_by from jobs.job where id = @Id", job)).ShouldBe(job.Holder, "nobody takes what may still be in somebody's hands");

        // The minute for which it was taken passes.
        await Ask<int>(database, "update jobs.job set locked_until = locked_until - interval '1 minute' where id = @Id returning 1", job);
        await Eventually(async () => await Ask<bool>(database, "select done_at is not null from jobs.job where id = @Id", job));
        _mail.To(Address).ShouldHaveSingleItem();
        (await Ask<int>(database, "select attempts from jobs.job where id = @Id", job)).ShouldBe(2);
        (await Ask<string>(database, "select last_error from jobs.job where id = @Id", job)).ShouldBeNull();
        (await Ask<long>(database, "select count(*) from mail.message where to_address = 'ada.sample@example.org' and sent_at is not null and tries = 1")).ShouldBe(1);
    }

    private Dictionary<string, string> Node(string name, string database) => new()
    {
        ["ENTENTE_DATABASE"] = database,
        ["ENTENTE_SECRET"] = TestCluster.SecretText,
        ["ENTENTE_NODE"] = name,
        ["ENTENTE_MAIL"] = $"smtp://localhost:{_mail.Port}",
    };

    private static async Task<T> Ask<T>(string database, string sql, (Guid Id, string Holder) job = default)
    {
        await using var connection = new NpgsqlConnection(database);
        return await connection.QuerySingleAsync<T>(sql, new { job.Id });
    }

    private static async Task Eventually(Func<Task<bool>> holds)
    {
        var waited = Stopwatch.StartNew();
        while (!await holds())
        {
            waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(90));
            await Task.Delay(50);
        }
    }

    public void Dispose()
    {
        _mail.Dispose();
        foreach (var folder in _folders)
            Directory.Delete(folder, recursive: true);
    }
}

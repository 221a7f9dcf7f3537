using System.Diagnostics;
using System.Net;
using Dapper;
using Entente.Client.Run;
using Entente.Tests.Kit;
using Npgsql;

namespace Entente.Tests.Journeys.Faults;

/// <summary>Two installations' programs on one database that was given to them, started in the same second while it was empty.</summary>
public sealed class TwoNodesTests(TwoNodesTests.Nodes nodes) : IClassFixture<TwoNodesTests.Nodes>
{
    private const string Address = "ada.sample@example.org", Back = "The application is back.";

    [Fact]
    public async Task Two_nodes_that_start_at_once_on_an_empty_database_both_serve_it()
    {
        (await nodes.One.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
        (await nodes.Other.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Who_signs_in_at_one_node_is_signed_in_at_the_other_until_signing_out_at_either()
    {
        // Cookies know hosts, not ports: to the browser both nodes are one address, as behind a proxy.
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        var door = await http.GetStringAsync(new Uri($"http://localhost:{nodes.One.Port}/sign-in"));
        var form = Forms.Of(door, "form[action^='/demonstration/sign-in']", ("person", Forms.Value(door, "button[name=person]")));
        // The form of the first node is sent to the second: its antiforgery token holds there too.
        using (var entered = await http.PostAsync(new Uri($"http://localhost:{nodes.Other.Port}/demonstration/sign-in"), form))
            ((int)entered.StatusCode).ShouldBeInRange(302, 303);
        (await Status(http, nodes.One, "/workspace")).ShouldBe(HttpStatusCode.OK);
        (await Status(http, nodes.Other, "/workspace")).ShouldBe(HttpStatusCode.OK);
        var workspace = await http.GetStringAsync(new Uri($"http://localhost:{nodes.One.Port}/workspace"));
        using (var left = await http.PostAsync(new Uri($"http://localhost:{nodes.One.Port}/sign-out"), Forms.Of(workspace, "form[action='/sign-out']")))
            ((int)left.StatusCode).ShouldBeInRange(200, 303);
        (await Status(http, nodes.Other, "/workspace")).ShouldNotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_node_with_another_secret_is_refused_and_changes_nothing()
    {
        await using var third = nodes.Start("third", nodes.Database, new string('x', 40));
        (await third.Ends()).ShouldBe(1);
        third.Said.ShouldContain("set up with another secret");
        (await nodes.One.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_database_under_an_owner_that_another_installation_uses_is_refused()
    {
        await using var third = nodes.Start("third", await (await TestCluster.Get()).EmptyDatabase(), new string('x', 40));
        (await third.Ends()).ShouldBe(1);
        third.Said.ShouldContain("Give each installation an owner of its own");
        third.Said.ShouldNotContain("demonstration", Case.Insensitive, "a database of one's own gets no demonstration data unasked");
    }

    [Fact]
    public async Task What_a_killed_node_was_doing_is_done_once_by_the_other()
    {
        var underWay = nodes.Mail.Stalls[Address] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await Forms.AskForTestMail(nodes.One);
        await underWay.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var job = await Ask<(Guid Id, string Holder)>("select id, locked_by from jobs.job where kind = 'send-mail' and locked_by is not null");
        var (killed, other) = job.Holder == "one" ? (nodes.One, nodes.Other) : (nodes.Other, nodes.One);
        // As long as its steward is held, the node is as dead as its machine.
        Signals.Send(killed.Steward, Signals.Pause).ShouldBeTrue();
        var back = killed.Heard(Back);
        Started.Kill9(killed.Application);
        nodes.Mail.To(Address).ShouldBeEmpty("the server had not taken it");
        (await Ask<string>("select locked_by from jobs.job where id = @Id", job)).ShouldBe(job.Holder, "nobody takes what may still be in somebody's hands");

        // The minute for which it was taken passes.
        await Ask<int>("update jobs.job set locked_until = locked_until - interval '1 minute' where id = @Id returning 1", job);
        await Eventually(async () => await Ask<bool>("select done_at is not null from jobs.job where id = @Id", job));
        (await other.Get("/health/ready")).ShouldBe(HttpStatusCode.OK);
        nodes.Mail.To(Address).ShouldHaveSingleItem();
        (await Ask<int>("select attempts from jobs.job where id = @Id", job)).ShouldBe(2);
        (await Ask<long>("select count(*) from mail.message where to_address = 'ada.sample@example.org' and sent_at is not null and tries = 1")).ShouldBe(1);

        Signals.Send(killed.Steward, Signals.Continue).ShouldBeTrue();
        await killed.Hears(Back, back + 1);
    }

    [Fact]
    public async Task A_table_that_a_killed_node_was_taking_in_is_taken_in_once_by_the_other()
    {
        var load = await LargeLoad.Send(nodes.One.Port, Open);
        await load.UnderWay();
        var killed = await load.Holder() == "one" ? nodes.One : nodes.Other;
        Signals.Send(killed.Steward, Signals.Pause).ShouldBeTrue();
        var back = killed.Heard(Back);
        Started.Kill9(killed.Application);
        await load.LeasePasses();
        await load.IsThereOnceAndWhole();
        Signals.Send(killed.Steward, Signals.Continue).ShouldBeTrue();
        await killed.Hears(Back, back + 1);
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(nodes.Database);
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<HttpStatusCode> Status(HttpClient http, Started node, string path)
    {
        using var answer = await http.GetAsync(new Uri($"http://localhost:{node.Port}{path}"));
        return answer.StatusCode;
    }

    private async Task<T> Ask<T>(string sql, (Guid Id, string Holder) job = default)
    {
        await using var connection = new NpgsqlConnection(nodes.Database);
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

    /// <summary>Each of these tests leaves both running.</summary>
    public sealed class Nodes : IAsyncLifetime
    {
        private readonly List<string> _folders = [];

        public SmtpServer Mail { get; } = new();

        internal string Database { get; private set; } = "";

        internal Started One { get; private set; } = null!;

        internal Started Other { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Database = await (await TestCluster.Get()).EmptyDatabase();
            One = Start("one", Database, TestCluster.SecretText, "--demonstration");
            Other = Start("other", Database, TestCluster.SecretText, "--demonstration");
            await One.Hears("Ready after");
            await Other.Hears("Ready after");
        }

        internal Started Start(string name, string database, string secret, params string[] more)
        {
            _folders.Add(Started.NewFolder());
            return Started.Now(_folders[^1], more: more, environment: new Dictionary<string, string>
            {
                ["ENTENTE_DATABASE"] = database,
                ["ENTENTE_SECRET"] = secret,
                ["ENTENTE_NODE"] = name,
                ["ENTENTE_MAIL"] = $"smtp://localhost:{Mail.Port}",
            });
        }

        public async ValueTask DisposeAsync()
        {
            await One.DisposeAsync();
            await Other.DisposeAsync();
            Mail.Dispose();
            foreach (var folder in _folders)
                Directory.Delete(folder, recursive: true);
        }
    }
}

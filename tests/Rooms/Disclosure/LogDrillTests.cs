using System.Net;
using System.Text;
using Dapper;
using Entente.Client.Run;
using Entente.Client.Witness;
using Entente.Disclosure;
using Entente.Ledger;
using Entente.Records.Receipts;
using Entente.Records.Writing;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Writing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Disclosure;

/// <summary>What the database's superuser does is named by the monitor, refused by a witness, and changes no receipt of others.</summary>
public sealed class LogDrillTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("entente-log").FullName;
    private readonly DoorApp _app = new();
    private WitnessFolder _witness = null!;
    private WebApplication _server = null!;

    private string KeyFile => Path.Combine(_folder, "keys", "log");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        var key = LogKeys.New("drill.example/log");
        await File.WriteAllTextAsync(KeyFile, LogKeys.Text([key]));
        _witness = WitnessFolder.Open(Path.Combine(_folder, "witness"), "oversight.example/witness", [key.Key.Verifier], TimeProvider.System);
        _server = WitnessCommand.Serve(_witness, IPAddress.Loopback, 0);
        await _server.StartAsync();
        _app.Settings["ENTENTE_LOG_KEYS"] = KeyFile;
        _app.Settings["ENTENTE_WITNESSES"] = $"{_witness.Key} {_server.Urls.First()}";
        await _app.InitializeAsync();
        // One application, before hundreds ask for it at once.
        _app.Door.ShouldNotBeNull();
        await _app.Person("Administrator", ("installation", null, [Entente.Bodies.Right.Administer]));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await _server.DisposeAsync();
        await _witness.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Nothing_is_found_where_nothing_was_done_and_a_part_of_a_day_is_found_as_the_whole_is()
    {
        await Declare(270);
        (await Round(whole: true)).ShouldBeEmpty();
        await Declare(3);
        (await Round(whole: false)).ShouldBeEmpty();
        var spoilt = await _app.Door.Do(_app.Declare(), DoorApp.Japan);
        await _app.Execute("update records.segment set bytes = set_byte(bytes, 40, get_byte(bytes, 40) # 1) where statement = @Statement", spoilt);
        (await Round(whole: false)).ShouldHaveSingleItem().Subject.ShouldContain(spoilt.Statement.ToString());
    }

    [Fact]
    public async Task One_byte_of_a_statement_is_named_and_the_receipts_of_others_hold()
    {
        var replies = await Declare(5);
        var kept = await Receipts(replies);
        await _app.Execute("update records.segment set bytes = set_byte(bytes, octet_length(bytes) - 3, get_byte(bytes, octet_length(bytes) - 3) # 1) where statement = @Statement", replies[2]);
        var found = (await Round(whole: true)).ShouldHaveSingleItem();
        (found.Code, found.Place).ShouldBe(("kept-segment-changed", replies[2].Place));
        found.Subject.ShouldBe($"tuna/catch {replies[2].Statement} version 1, report");
        await Hold(kept);
        (await _app.Mails()).ShouldContain(mail => mail.Key == "disclosure.log.letter" && mail.Body!.Contains(replies[2].Statement.ToString()));
        using var browser = _app.Browser();
        var page = (await browser.Get("/log")).Say();
        page.ShouldContain("A part of a statement is not what was declared.");
        page.ShouldNotContain(replies[2].Statement.ToString());
    }

    [Theory]
    [InlineData("update tuna.catch_report set f01 = 'Mori' where statement = @Statement")]
    [InlineData("delete from tuna.catch_report where statement = @Statement")]
    [InlineData("update tuna.catch_report set until = 1 where statement = @Statement")]
    public async Task What_pages_show_of_a_statement_is_compared_with_what_was_declared(string change)
    {
        var replies = await Declare(3);
        (await Round(whole: true)).ShouldBeEmpty();
        await _app.Execute(change, replies[1]);
        var found = (await Round(whole: true)).ShouldHaveSingleItem();
        (found.Code, found.Place, found.Subject).ShouldBe(("kept-row-changed", replies[1].Place, $"tuna/catch {replies[1].Statement} version 1, report"));
    }

    [Fact]
    public async Task Who_changes_the_commitments_as_well_is_found_by_the_log()
    {
        var replies = await Declare(3);
        var salt = await _app.Ask<byte[]>("select salt from records.segment where statement = @Statement", replies[1]);
        var bytes = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(await _app.Ask<byte[]>("select bytes from records.segment where statement = @Statement", replies[1])).Replace("Sato", "Mori"));
        var segment = Commitments.OfSegment(salt, bytes);
        var version = Commitments.OfStatement(new StatementHead(replies[1].Statement, "tuna", "catch", _app.Published("catch").Digest, "JPN", 1), [segment]).Bytes.ToArray();
        await _app.Execute("""
            update records.segment set bytes = @bytes, commitment = @segment where statement = @Statement;
            update records.version set commitment = @version where statement = @Statement;
            update records.leaf set commitment = @version where statement = @Statement;
            update tuna.catch_report set f01 = replace(f01, 'Sato', 'Mori') where statement = @Statement;
            """, new { bytes, segment = segment.Bytes.ToArray(), version, replies[1].Statement });
        var found = (await Round(whole: true)).ShouldHaveSingleItem();
        (found.Code, found.Place, found.Subject).ShouldBe(("kept-statement-moved", replies[1].Place, $"tuna/catch {replies[1].Statement} version 1"));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(270)]
    public async Task A_leaf_that_was_removed_is_named_with_its_statement(int statements)
    {
        var replies = await Declare(statements);
        var kept = await Receipts(replies);
        await _app.Execute("delete from ledger.entry where place = @Place", replies[1]);
        var found = await Round(whole: true);
        found.ShouldContain(one => one.Code == "leaf-missing" && one.Place == replies[1].Place);
        found.ShouldContain(one => one.Code == "kept-statement-unlogged" && one.Subject.Contains(replies[1].Statement.ToString()));
        await Hold(kept);
        await _app.Execute("delete from records.leaf where statement = @Statement", replies[3]);
        found = await Round(whole: true);
        found.ShouldContain(one => one.Code == "kept-statement-unlogged" && one.Subject.Contains(replies[3].Statement.ToString()));
        found.ShouldContain(one => one.Code == "leaf-without-statement" && one.Place == replies[3].Place);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(270)]
    public async Task Two_leaves_that_were_reordered_are_both_named(int statements)
    {
        var replies = await Declare(statements);
        var (one, two) = (replies.MinBy(reply => reply.Place)!, replies.OrderBy(reply => reply.Place).ElementAt(2));
        await _app.Execute("""
            update ledger.entry e set bytes = o.bytes from (select case place when @one then @two else @one end as place, bytes from ledger.entry where place in (@one, @two)) o where e.place = o.place
            """, new { one = one.Place, two = two.Place });
        var found = await Round(whole: true);
        foreach (var reply in new[] { one, two })
            found.ShouldContain(finding => finding.Code == "kept-statement-moved" && finding.Place == reply.Place && finding.Subject.Contains(reply.Statement.ToString()));
        if (statements > Tile.Full)
            found.Where(finding => finding.Code == "leaf-moved").Select(finding => finding.Place).ShouldBe([one.Place, two.Place], ignoreOrder: true);
        else
            found.ShouldContain(finding => finding.Code == "log-root-wrong");
    }

    [Fact]
    public async Task A_tile_that_was_changed_is_named()
    {
        await Declare(270);
        await _app.Execute("update ledger.tile set bytes = set_byte(bytes, 5, get_byte(bytes, 5) # 1) where level = 1");
        (await Round(whole: true)).ShouldContain(one => one.Code == "tile-changed" && one.Subject == "tile 1/0");
    }

    [Fact]
    public async Task A_database_that_was_rolled_back_is_named_and_the_witness_refuses_what_follows()
    {
        var before = await Declare(4);
        var kept = await Receipts(before);
        await Witnessed();
        var size = (await KeptLog.Of(_app)).Entries.Count;
        await Declare(4);
        (await Round(whole: true)).ShouldBeEmpty();
        await Witnessed();
        (await _app.Ask<long>("select count(*) from ledger.cosignature")).ShouldBe(2);
        await RollBack(size);
        (await Round(whole: false)).ShouldContain(one => one.Code == "log-rolled-back");

        await Declare(7);
        (await Round(whole: true)).ShouldContain(one => one.Code == "log-rewritten");
        await Witnessed();
        (await _app.Ask<string>("select trouble from ledger.witness")).ShouldContain("does not continue");
        (await _app.Ask<long>("select count(*) from ledger.finding where code = 'witness-refuses' and gone_at is null")).ShouldBe(1);
        (await _app.Mails()).ShouldContain(mail => mail.Body!.Contains("witness-refuses"));
        await Hold(kept);
    }

    [Fact]
    public async Task Receipts_given_after_a_witness_signed_carry_its_signature()
    {
        var replies = await Declare(3);
        await Witnessed();
        var receipt = (await Receipts(replies))[0].Receipt;
        var policy = Policy.Parse(Encoding.UTF8.GetBytes($"log {(await KeptLog.Of(_app)).Keys[0]}\nwitness oversight {_witness.Key}\nquorum oversight\n"));
        receipt.Verify(null, policy).Holds.ShouldBeTrue();
        using var nobody = _app.CreateDefaultClient(new Uri("https://localhost/"));
        (await nobody.GetStringAsync("/log/keys")).ShouldContain($"witness witness-1 {_witness.Key}");
        (await nobody.GetStringAsync("/log/checkpoint")).ShouldContain("oversight.example/witness");
    }

    [Fact]
    public async Task Keys_rotate_and_receipts_of_before_hold()
    {
        var first = await Receipts(await Declare(2));
        var old = (await KeptLog.Of(_app)).Keys.ShouldHaveSingleItem();
        using var said = new StringWriter();
        LogCommands.Rotate(_folder, 10, _app.Clock.GetUtcNow(), said, said).ShouldBe(0, said.ToString());
        await Task.Delay(TimeSpan.FromSeconds(2.2)); // the file is looked at every two seconds
        await Declare(1);
        var both = await KeptLog.Of(_app);
        both.Keys.Count.ShouldBe(2);
        both.Last.Signatures.Count.ShouldBe(2);
        both.Entries.Select(entry => LogEntry.Parse(entry)).OfType<KeyEntry>().Select(entry => entry.Begins).ShouldBe([true, true]);
        _app.Clock.Advance(TimeSpan.FromDays(11));
        await Declare(1);
        var last = await KeptLog.Of(_app);
        last.Entries.Select(entry => LogEntry.Parse(entry)).OfType<KeyEntry>().Last().ShouldBe(new KeyEntry(VerifierKey.Parse(old), Begins: false));
        last.Last.Signatures.ShouldHaveSingleItem().KeyId.ShouldBe(VerifierKey.Parse(both.Keys[1]).Id);
        last.Wrong().ShouldBeEmpty();
        await Hold(first);
        (await Round(whole: true)).ShouldBeEmpty();
    }

    private async Task<List<Reply>> Declare(int count)
    {
        var replies = (await Task.WhenAll(Enumerable.Range(0, count).Select(number => Task.Run(() => _app.Door.Do(_app.Declare(number), DoorApp.Japan))))).ToList();
        replies.ShouldAllBe(reply => reply.Done && reply.Place != null);
        return replies;
    }

    private Task<IReadOnlyList<LogFinding>> Round(bool whole)
    {
        _app.Clock.Advance(TimeSpan.FromMinutes(1));
        return _app.Services.CreateScope().ServiceProvider.GetRequiredService<Monitoring>().Round(whole, TestContext.Current.CancellationToken);
    }

    private async Task Witnessed()
    {
        await _app.RunJobs();
        _app.Clock.Advance(TimeSpan.FromMinutes(2));
        await _app.RunJobs();
    }

    // As the whole database was when its log had this size.
    private Task RollBack(long size) => _app.Execute("""
        create temp table gone as select statement from records.leaf where position >= @size;
        delete from records.event where statement in (select statement from gone);
        delete from records.segment where statement in (select statement from gone);
        delete from tuna.catch_report where statement in (select statement from gone);
        delete from records.leaf where position >= @size;
        delete from records.version where statement in (select statement from gone);
        delete from records.statement where id in (select statement from gone);
        delete from ledger.entry where place >= @size;
        delete from ledger.checkpoint where size > @size;
        delete from ledger.cosignature where size > @size;
        update ledger.witness set size = @size;
        """, new { size });

    private async Task<List<(Receipt Receipt, StatementFile Statement)>> Receipts(IReadOnlyList<Reply> replies)
    {
        await using var owner = new NpgsqlConnection(_app.Database.Owner);
        await owner.OpenAsync();
        var all = new List<(Receipt, StatementFile)>();
        foreach (var reply in replies)
        {
            var segments = (await owner.QueryAsync<(string Section, int Block, byte[] Salt, byte[] Commitment, byte[] Bytes)>("select section, block, salt, commitment, bytes from records.segment where statement = @Statement", reply)).ToList();
            var proof = (await LogReading.Proof(owner, reply.Place!.Value, TestContext.Current.CancellationToken)).ShouldNotBeNull().Proof;
            all.Add((new Receipt(new StatementHead(reply.Statement, "tuna", "catch", _app.Published("catch").Digest, "JPN", 1), [.. segments.Select(one => new ReceiptSegment(Hash.Of(one.Commitment), new SegmentSalt(one.Section, one.Block, one.Salt)))], null, proof),
                StatementFile.Parse(StatementFile.Write(segments.Select(one => (ReadOnlyMemory<byte>)one.Bytes)))));
        }
        return all;
    }

    // With the policy of today.
    private async Task Hold(IEnumerable<(Receipt Receipt, StatementFile Statement)> kept)
    {
        using var nobody = _app.CreateDefaultClient(new Uri("https://localhost/"));
        var policy = Policy.Parse(await nobody.GetByteArrayAsync("/log/keys"));
        foreach (var (receipt, statement) in kept)
            receipt.Verify(statement, policy).Findings.Where(finding => finding.Outcome == Outcome.Fails).ShouldBeEmpty();
    }
}

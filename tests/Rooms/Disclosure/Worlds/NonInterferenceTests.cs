using System.Diagnostics;
using System.Text;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>
/// The promise of the house: whatever is changed in what somebody may not read, no byte changes of any answer that this
/// person gets. docs/non-interference.md says it for everybody, and what is excepted.
/// </summary>
public sealed class NonInterferenceTests(WorldsApp app, ITestOutputHelper told) : IClassFixture<WorldsApp>
{
    private const int Bodies = 50;
    private const int Changes = 200;
    private const int AskedOfStatements = 14;

    /// <summary>Each reader of each body asks another part of what can be asked of the body as a whole.</summary>
    private const int AskedOfBody = 5;

    private const int AskedOfDues = 10;

    [Fact]
    public async Task What_a_reader_may_not_read_changes_no_byte_of_any_answer()
    {
        var (clock, changes, answers) = (Stopwatch.StartNew(), 0, 0);
        for (var body = 0; body < Cases.Of(Bodies); body++)
        {
            var world = await World.Build(app, 10_000 * Cases.Seed + body);
            var some = world.Readers.Skip(1).SkipLast(1).ToList();
            List<Reader> readers = [world.Readers[0], world.Readers[^1], world.Pick(some)];
            // Where a grant opens something, whoever has it is asked now and then, and an analyst for somebody of a party or of the body.
            if (body % 4 == 0)
                readers.Add(some.Single(reader => reader.Grants.Count > 0));
            if (body % 4 == 2)
                readers.Add(await world.Analyst(world.Pick(some.Where(reader => reader.Posts.Count > 0).ToList())));
            var done = 0;
            foreach (var reader in readers)
            {
                var (changed, asked) = await Try(world, reader);
                (done, answers) = (done + changed, answers + asked);
            }
            changes += done;
        }
        changes.ShouldBeGreaterThanOrEqualTo(Changes * Cases.Of(Bodies));
        told.WriteLine($"{changes} changes, {answers} answers compared, {clock.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>Asks everything, changes, asks again.</summary>
    private async Task<(int Changes, int Answers)> Try(World world, Reader reader)
    {
        using var http = world.Client(reader);
        IReadOnlyList<Question> questions = reader.Login is null ? [.. new Questions(world).Draw(world.Chance, AskedOfStatements, AskedOfBody, reader).Union(world.Dues.Ask(reader, AskedOfDues))] : [];
        app.At(World.Now);
        // Whoever opens a notice has read it from then on, and is told of it no more as new.
        await Answered.All(http, [.. questions.Where(question => question.Address.Contains("/view/notice", StringComparison.Ordinal))]);
        var before = await Ask();
        var (changing, shaking, done, rows) = (new Changes(world, reader), new Shaking(world, reader), new List<string>(), 0);
        for (var times = Cases.Singly ? 60 : 20; times > 0; times--)
        {
            if (await (times % 4 == 0 ? world.Dues.Next(reader) : changing.Next()) is not { } change)
                continue;
            done.Add(change);
            if (Cases.Singly)
                await Compare(change);
        }
        rows = await shaking.Next(world.Chance);
        await Compare(string.Join('\n', done) + $"\nand {rows} rows were changed in the database");
        return (done.Count + rows, before.Count);

        Task<IReadOnlyDictionary<Question, Answered>> Ask() => reader.Login is null ? Answered.All(http, questions) : AsAnalyst.All(world, reader);

        async Task Compare(string because)
        {
            app.At(World.Now);
            var after = await Ask();
            var noticed = new StringBuilder();
            foreach (var question in before.Keys.Where(question => after[question].DiffersFrom(before[question]) is not null).Take(5))
                noticed.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"\n{question}: {after[question].DiffersFrom(before[question])}");
            if (noticed.Length > 0)
                Assert.Fail($"ENTENTE_SEED={world.Seed / 10_000}, body {world.Body.Code}: {reader} notices\n{because}\n{noticed}");
        }
    }
}

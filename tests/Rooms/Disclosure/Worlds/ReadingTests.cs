using System.Net;
using System.Text.Json;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>What each reader gets is what the rules say (<see cref="WhoReads"/>), through a page, the interface and an export alike.</summary>
public sealed class ReadingTests(WorldsApp app) : IClassFixture<WorldsApp>
{
    private const int Bodies = 2;

    [Fact]
    public async Task Lists_statements_and_cells_are_those_that_the_rules_show_and_no_others()
    {
        for (var body = 0; body < Cases.Of(Bodies); body++)
        {
            var world = await World.Build(app, 10_000 * Cases.Seed + 5_000 + body);
            app.At(World.Now);
            foreach (var reader in world.Readers)
            {
                using var http = world.Client(reader);
                await Lists(world, reader, http);
                foreach (var thing in world.Things)
                    await Cells(world, reader, http, thing);
            }
            await NoWordElsewhere(world);
        }
    }

    private static async Task Lists(World world, Reader reader, HttpClient http)
    {
        foreach (var definition in world.Definitions)
        {
            var known = world.Things.Where(thing => thing.Of == definition && Reads(world, reader, thing)).Select(thing => thing.Id.ToString()).Order().ToList();
            using var listed = JsonDocument.Parse(await http.GetStringAsync(new Uri($"api/{world.Body.Code}/{definition.Code}?limit=1000", UriKind.Relative)));
            listed.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!).Order().ToList().ShouldBe(known, $"body {world.Body.Code}: {definition.Code} as {reader} gets it by program");
            // A register's page is about a day, and a program's key opens no pages.
            if (definition.Traits.Register is not null || reader.Key is not null)
                continue;
            var page = await http.GetStringAsync(new Uri($"bodies/{world.Body.Code}/{definition.Code}?format=csv", UriKind.Relative));
            page.Split('\n').Skip(1).Where(line => line.Length > 36).Select(line => line[..36]).Order().ToList().ShouldBe(known, $"body {world.Body.Code}: {definition.Code} as {reader} gets it as a file");
        }
    }

    private static async Task Cells(World world, Reader reader, HttpClient http, Thing thing)
    {
        var why = $"body {world.Body.Code}: {reader} of {thing}";
        var (page, program) = ($"/bodies/{world.Body.Code}/{thing.Of.Code}/{thing.Id}", $"/api/{world.Body.Code}/{thing.Of.Code}/{thing.Id}");
        var one = await Answered.To(http, new Question(program));
        one.Status.ShouldBe(Reads(world, reader, thing) ? HttpStatusCode.OK : HttpStatusCode.NotFound, why);
        var last = thing.Said.Values.SelectMany(said => said.Readers.Keys).DefaultIfEmpty().Max();
        var known = thing.Said.Where(word => word.Value.Readers.TryGetValue(last, out var shown) && WhoReads.Reads(reader, world.Body, thing, shown)).Select(word => word.Key).Order().ToList();
        Said(one, thing, last).ShouldBe(known, why);
        if (reader.Key is not null || last == 0 || one.Status != HttpStatusCode.OK)
            return;
        Said(await Answered.To(http, new Question($"{page}/view/versions/{last}")), thing, last).ShouldBe(known, $"{why}, on the page of its version");
        foreach (var table in thing.Of.Sections.Where(section => section.IsTable))
            foreach (var form in new[] { "text/csv", "application/json" })
                Said(await Answered.To(http, new Question($"{program}/{table.Code}?version={last}", form)), thing, last)
                    .ShouldBe(known.Where(word => thing.Said[word].Section.Code == table.Code).ToList(), $"{why}, the table {table.Code} as {form}");
    }

    // No page, list, file or table holds a word that its reader may not read.
    private static async Task NoWordElsewhere(World world)
    {
        var said = world.Things.SelectMany(thing => thing.Said, (thing, word) => (word.Key, Thing: thing, word.Value)).ToDictionary(word => word.Key, word => (word.Thing, word.Value), StringComparer.Ordinal);
        var analysts = new List<Reader>();
        foreach (var reader in world.Readers.Where(reader => reader.Posts.Count > 0 && reader.Key is null))
            analysts.Add(await world.Analyst(reader));
        foreach (var reader in world.Readers.Concat(analysts))
        {
            using var http = world.Client(reader);
            var asked = reader.Login is null ? await Answered.All(http, new Questions(world).Draw(new Random(world.Seed), 150)) : await AsAnalyst.All(world, reader);
            foreach (var (question, answer) in asked)
                foreach (var word in RandomContent.WordsIn(answer.Text).Where(said.ContainsKey).Distinct())
                    said[word].Value.Readers.Values.Any(shown => WhoReads.Reads(reader, world.Body, said[word].Thing, shown)).ShouldBeTrue($"body {world.Body.Code}: {reader} finds {word} of {said[word]} at {question}");
        }
    }

    private static List<string> Said(Answered answer, Thing thing, int version) =>
        [.. RandomContent.WordsIn(answer.Text).Distinct().Where(word => thing.Said.TryGetValue(word, out var said) && said.Readers.ContainsKey(version)).Order()];

    private static bool Reads(World world, Reader reader, Thing thing) => WhoReads.Reads(reader, world.Body, thing);
}

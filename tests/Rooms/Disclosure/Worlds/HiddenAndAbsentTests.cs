using System.Net.Http.Headers;
using System.Text;

namespace Entente.Tests.Rooms.Disclosure.Worlds;

/// <summary>What somebody may not read is answered in every way as what is not there: by every address and every verb.</summary>
public sealed class HiddenAndAbsentTests(WorldsApp app) : IClassFixture<WorldsApp>
{
    private static readonly (HttpMethod Verb, string Address, string Json)[] Changes =
    [
        (HttpMethod.Post, "steps/submit", """{"expected": 1, "content": {}}"""), (HttpMethod.Post, "steps/withdraw", """{"expected": 1, "reason": "Because."}"""),
        (HttpMethod.Post, "steps/accept", """{"expected": 1}"""), (HttpMethod.Patch, "draft", """{"changes": [{"section": "main", "field": "remark", "now": "x"}]}"""),
        (HttpMethod.Post, "proposal", """{"expected": 1, "reason": "Because.", "content": {}}"""), (HttpMethod.Post, "proposal/agree", "{}"), (HttpMethod.Post, "confirmation", """{"expected": 1}"""),
        (HttpMethod.Post, "allotment", """{"officer": null}"""), (HttpMethod.Post, "referrals", """{"to": "party:CHL", "question": "Why?"}"""), (HttpMethod.Post, "replies", """{"text": "Well."}"""),
        (HttpMethod.Post, "acts/end", """{"expected": 1, "from": "2026-04-01", "reason": "Because."}"""), (HttpMethod.Post, "acts/merge", """{"expected": 1, "into": "11111111-2222-3333-4444-555555555555", "reason": "Because."}"""),
        (HttpMethod.Put, "rows", "[]"), (HttpMethod.Post, "union-slices", """{"slice": "11111111-2222-3333-4444-555555555555", "version": 1}"""),
    ];

    [Fact]
    public async Task What_may_not_be_read_is_answered_as_what_is_not_there()
    {
        for (var body = 0; body < 2; body++)
        {
            var world = await World.Build(app, 8_000 + body);
            app.At(World.Now);
            foreach (var reader in new[] { world.Readers[0], world.Readers[^1], world.Pick(world.Readers.Skip(1).SkipLast(1).ToList()) })
                foreach (var hidden in world.Things.Where(thing => !WhoReads.Reads(reader, world.Body, thing)).DistinctBy(thing => (thing.Of.Code, thing.Version > 0)))
                    await Same(world, reader, hidden);
        }
    }

    private static async Task Same(World world, Reader reader, Thing hidden)
    {
        var (id, nothing) = (hidden.Id.ToString(), world.Contents.NewId().ToString());
        using var http = world.Client(reader);
        foreach (var question in new Questions(world).About(hidden).Where(question => question.Address.Contains(id, StringComparison.Ordinal)))
        {
            var absent = await Answered.To(http, question with { Address = question.Address.Replace(id, nothing, StringComparison.Ordinal) });
            Told(await Answered.To(http, question), id).ShouldBe(Told(absent, nothing), $"body {world.Body.Code}: {reader} asks {question} of {hidden}");
        }
        foreach (var (verb, address, json) in Changes)
            (await Sent(world, http, hidden, id, verb, address, json)).ShouldBe(await Sent(world, http, hidden, nothing, verb, address, json), $"body {world.Body.Code}: {reader} sends {verb} {address} to {hidden}");
    }

    [Fact]
    public async Task What_is_owed_written_and_found_is_answered_as_what_is_not_there()
    {
        var world = await World.Build(app, 8_010);
        app.At(World.Now);
        foreach (var reader in world.Readers.Where(reader => reader.Key is null))
        {
            using var http = world.Client(reader);
            foreach (var (address, id) in world.Dues.Unknown(reader))
            {
                var (hidden, nothing) = (id.ToString(), world.Contents.NewId().ToString());
                var absent = await Answered.To(http, new Question(address.Replace(hidden, nothing, StringComparison.Ordinal)));
                Told(await Answered.To(http, new Question(address)), hidden).ShouldBe(Told(absent, nothing), $"body {world.Body.Code}: {reader} asks {address}");
            }
        }
    }

    private static string Told(Answered answer, string id) => $"{(int)answer.Status}\n{answer.Headers}\n{answer.Text}".Replace(id, "ID", StringComparison.Ordinal);

    private static async Task<string> Sent(World world, HttpClient http, Thing thing, string id, HttpMethod verb, string address, string json)
    {
        using var request = new HttpRequestMessage(verb, $"/api/{world.Body.Code}/{thing.Of.Code}/{id}/{address}") { Content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
        request.Headers.Add("traceparent", "00-00000000000000000000000000000001-0000000000000001-00");
        using var answer = await http.SendAsync(request);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}".Replace(id, "ID", StringComparison.Ordinal);
    }
}

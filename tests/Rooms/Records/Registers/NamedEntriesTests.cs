using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Entente.Bodies;
using Entente.Disclosure;
using Entente.Records.Reading;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Api;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Registers;

/// <summary>A field that refers to an entry takes what people call the entry, and shows it so: on pages, in files and to programs.</summary>
public sealed class NamedEntriesTests(RegisterApp app) : IClassFixture<RegisterApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entry_is_named_by_its_title_or_any_of_its_numbers_whatever_the_capitals_and_accents()
    {
        var id = await app.Entered("Étoile Bleue", "2020-01-01", "NAMED1");
        using var program = await app.Program($"Names {Guid.NewGuid():n}", "JPN", Right.Read, Right.Enter, Right.Submit);
        var address = await Begun(program, "2024-01-01", "2024-01-08");
        foreach (var said in new[] { id.ToString(), "Étoile Bleue", "etoile BLEUE", "named1" })
        {
            using var taken = await Add(program, address, said);
            taken.StatusCode.ShouldBe(HttpStatusCode.OK, said);
        }
        (await program.GetStringAsync($"{address}/draft", Cancel)).Split(id.ToString()).Length.ShouldBe(5);
        using var captain = app.As(app.Captain);
        var page = $"/bodies/tuna/trips/{address.Split('/')[^1]}";
        var sheet = await captain.Get($"{page}/catches");
        sheet.One("[name='r1.vessel']").GetAttribute("value").ShouldBe("Étoile Bleue");
        sheet.One("#l-vessel").TextContent.ShouldNotContain(id.ToString());
        var csv = await captain.Http.GetStringAsync($"{page}/view/workbook?handler=File&kind=csv&section=catches", Cancel);
        csv.ShouldContain("Étoile Bleue");
        csv.ShouldNotContain(id.ToString());
        // What was typed on the page is read in the same way, and stands there by its title.
        (await captain.Submit(sheet, "form.e-entry", ("r1.vessel", "NAMED1"), ("r1.weight", "3"), ("do", "stay"))).One("[name='r1.vessel']").GetAttribute("value").ShouldBe("Étoile Bleue");
        var workbook = await program.GetByteArrayAsync($"{address}/workbook?draft=true", Cancel);
        using var same = await program.PutAsync($"{address}/workbook", new ByteArrayContent(workbook), Cancel);
        (await same.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("changes").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Two_of_one_name_are_told_apart_and_a_slip_is_answered_with_what_may_be_meant()
    {
        await app.Entered("Twin Star", "2020-01-01", "TWINA");
        await app.Entered("Twin Star", "2020-01-01", "TWINB");
        using var program = await app.Program($"Twins {Guid.NewGuid():n}", "JPN", Right.Read, Right.Enter, Right.Submit);
        var address = await Begun(program, "2024-01-08", "2024-01-15");
        using (var several = await Add(program, address, "twin star"))
        {
            var said = await several.Content.ReadFromJsonAsync<JsonElement>(Cancel);
            Regex.Unescape(said.ToString()).ShouldContain("Twin Star · TWINA");
            Regex.Unescape(said.ToString()).ShouldContain("Twin Star · TWINB");
        }
        using (var slip = await Add(program, address, "TWINX"))
            (await slip.Content.ReadFromJsonAsync<JsonElement>(Cancel)).ToString().ShouldContain("Perhaps you mean");
        using var one = await Add(program, address, "Twin Star · TWINB");
        one.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_entry_that_is_kept_from_others_takes_no_place_among_what_they_find_by_name()
    {
        var reader = await app.Services.GetRequiredService<Entente.Bodies.People>().Find(await app.Person("Reader of Ghana who looks for names", ("tuna", "GHA", [Right.Read])));
        var (kept, shown) = (await app.Entered("Withheld Star", "2020-01-01", "WITHHELD"), await app.Entered("Withheld Star II", "2020-01-01", "WITHHEL2"));
        (await Found()).ShouldBe([kept, shown], ignoreOrder: true);
        // It was shown to them once; its names stand as they were then.
        await app.Execute("update records.statement set aud = own_aud, shown_to = 'own' where id = @kept", new { kept });
        (await Found()).ShouldBe([shown]);

        Task<Guid[]> Found() => app.Services.GetRequiredService<Readings>().As(reader, Showing.Nothing("a question of a test"), async connection =>
        {
            await using var command = new NpgsqlCommand("""
                select array(select statement from records.entries_named('tuna', 'vessels', 'withheld', 1000) union
                  select statement from records.entries_alike('tuna', 'vessels', gen_random_uuid(), array['name'], array['Withheld Star'], 0.4, 1000))
                """, connection);
            return (Guid[])(await command.ExecuteScalarAsync(Cancel))!;
        }, Cancel);
    }

    private static async Task<string> Begun(HttpClient program, string start, string end)
    {
        var made = await program.PostAsJsonAsync("/api/tuna/trips", new { step = "open", party = "JPN", period = new { start, end } }, Cancel);
        made.StatusCode.ShouldBe(HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Cancel));
        return made.Headers.Location!.ToString();
    }

    private static Task<HttpResponseMessage> Add(HttpClient program, string address, string vessel)
    {
        var row = Guid.CreateVersion7();
        return program.PatchAsJsonAsync($"{address}/draft", new { changes = new object[] { new { kind = "add-row", section = "catches", row, place = "1" }, new { section = "catches", row, field = "vessel", now = vessel } } }, Cancel);
    }
}

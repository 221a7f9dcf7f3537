using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Tables;
using Entente.Records.Writing;
using Entente.SignIn;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Writing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Records.Unions;

/// <summary>A body in which Japan declares for the group of the south, to which Ghana belongs; it keeps how many vessels a party has.</summary>
public sealed class UnionApp : TestApp
{
    public UnionApp() => Added = services => services.AddSingleton<IStartupFilter, AsPerson>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await using var owner = new NpgsqlConnection(Database.Owner);
        await owner.OpenAsync();
        var body = Kit.Definitions.Body();
        body = body with
        {
            Groupings = [.. body.Groupings.Select(grouping => grouping with { Groups = [.. grouping.Groups.Select(group => group.Code == "south" ? group with { Union = "JPN" } : group)] })],
            PartyColumns = [new ListColumn("fleet", new LocalText(("en", "Fleet"), ("fr", "Flotte")), ColumnKind.Number, null)],
            Parties = [.. body.Parties.Select(party => party.Code == "GHA" ? party with { Memberships = [party.Memberships[0] with { Values = new Dictionary<string, string> { ["fleet"] = "12" } }] } : party)],
        };
        var asked = Kit.Definitions.Catch();
        var section = asked.Sections[0];
        asked = asked with { Sections = [section with { Fields = [.. section.Fields.Select(field => field.Code == "f04" ? field with { Help = new LocalText(("en", "Not more than {report.f03}."), ("fr", "Pas plus que {report.f03}.")) } : field)] }] };
        await Publication.Publish(owner, new Loaded(body, [asked], []), body.Code, TableMaking.Make, Clock.GetUtcNow());
        NpgsqlConnection.ClearPool(owner);
    }

    public Door Door => Services.GetRequiredService<Door>();

    public async Task<HttpClient> Program(string name, string party, params Right[] rights)
    {
        var person = (await Services.GetRequiredService<People>().Find(await this.Person(name, ("tuna", party, rights))))!;
        var key = await Services.GetRequiredService<Database>().Write(connection => Services.GetRequiredService<ProgramKeys>().Make(connection, person, person.Holdings[0].Id, name, TimeSpan.FromDays(30)));
        var http = CreateDefaultClient(new Uri("https://localhost/"));
        http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return http;
    }
}

/// <summary>The officer of a union takes in what its members declared.</summary>
public sealed class UnionPageTests(UnionApp app) : IClassFixture<UnionApp>
{
    private static int _weeks;

    [Fact]
    public async Task The_officer_of_a_union_takes_in_what_its_members_declared_and_takes_it_out_again()
    {
        var week = Week();
        var (union, slice) = (await Opened("JPN", week), await Declared("GHA", week));
        var officer = AsPerson.Browser(app, await app.Person("Officer of the union", ("tuna", "JPN", [Right.Read, Right.Submit])));
        var statement = await officer.Get($"/bodies/tuna/catch/{union}");
        statement.Html.QuerySelectorAll($"a[href$='/{union}/view/slices']").ShouldHaveSingleItem();
        var page = await officer.Get($"/bodies/tuna/catch/{union}/view/slices");
        page.Say("main table").ShouldContain("Ghana");
        page.Say("main table").ShouldNotContain("Norway", customMessage: "it is not of the union");
        page.Say("main table").ShouldContain("Not included");
        page = await officer.Submit(page, "main td form");
        page.Say("main").ShouldContain("It was taken in.");
        page.Say("main table").ShouldContain("Included");
        (await Ask<Guid?>("select compiled_in from records.statement where id = @slice", new { slice })).ShouldBe(union);
        page = await officer.Submit(page, "main td form");
        page.Say("main").ShouldContain("It was taken out.");
        (await Ask<Guid?>("select compiled_in from records.statement where id = @slice", new { slice })).ShouldBeNull();
    }

    [Fact]
    public async Task Only_whoever_submits_for_the_union_takes_in_and_only_for_a_union()
    {
        var week = Week();
        var (union, slice) = (await Opened("JPN", week), await Declared("GHA", week));
        var reader = AsPerson.Browser(app, await app.Person("Reader of the union", ("tuna", "JPN", [Right.Read])));
        (await reader.Get($"/bodies/tuna/catch/{union}/view/slices")).Html.QuerySelectorAll("main td form").ShouldBeEmpty();
        var member = AsPerson.Browser(app, await app.Person("Clerk of a member", ("tuna", "GHA", [Right.Read, Right.Submit])));
        (await member.Get($"/bodies/tuna/catch/{slice}/view/slices")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await member.Get($"/bodies/tuna/catch/{slice}")).Html.QuerySelectorAll("a[href$='/view/slices']").ShouldBeEmpty();
        (await app.Door.Do(new CompileInto(slice, "tuna", "catch", 1, union), DoorApp.Of("NOR", Right.Submit))).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.MayNot);
        week = Week();
        var (own, member2) = (await Declared("JPN", week), await Opened("GHA", week));
        (await app.Door.Do(new CompileInto(own, "tuna", "catch", 1, member2), DoorApp.Of("JPN", Right.Submit))).Faults.ShouldHaveSingleItem().Rule.ShouldBe(Refusals.NotAUnion, "the body says who declares for whom");
    }

    [Fact]
    public async Task A_program_of_the_union_does_the_same()
    {
        var week = Week();
        var (union, slice) = (await Opened("JPN", week), await Declared("GHA", week));
        using var program = await app.Program("Program of the union", "JPN", Right.Read, Right.Submit);
        var address = $"/api/tuna/catch/{union}/union-slices";
        var before = await program.GetFromJsonAsync<JsonElement>(address, TestContext.Current.CancellationToken);
        var member = before.GetProperty("members").EnumerateArray().ShouldHaveSingleItem();
        (member.GetProperty("party").GetString(), member.GetProperty("slice").GetGuid(), member.GetProperty("compiled").GetBoolean()).ShouldBe(("GHA", slice, false));
        (await program.PostAsJsonAsync(address, new { slice, version = 7 }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        (await program.PostAsJsonAsync(address, new { slice, version = 1 }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await program.GetStringAsync(address, TestContext.Current.CancellationToken)).ShouldContain("\"compiled\":true");
        (await program.PostAsJsonAsync(address, new { slice, version = 1, @out = true }, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        using var stranger = await app.Program("Program of another", "NOR", Right.Read, Right.Submit);
        (await stranger.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_the_body_keeps_of_a_party_is_there_for_analysts() =>
        (await Ask<string>("select attributes ->> 'fleet' from bodies.membership where body = 'tuna' and party = 'GHA'")).ShouldBe("12");

    [Fact]
    public async Task A_help_says_the_answers_that_it_mentions()
    {
        var statement = await Opened("JPN", Week());
        var clerk = AsPerson.Browser(app, await app.Person("Clerk who needs help", ("tuna", "JPN", [Right.Read, Right.Enter])));
        await clerk.Submit(await clerk.Get($"/bodies/tuna/catch/{statement}"), "form[action*='Correct']");
        var page = await clerk.Get($"/bodies/tuna/catch/{statement}/report");
        page.Say("main").Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal).ShouldContain("Not more than –.");
        await clerk.Submit(page, "form.e-entry", ("f.f03", "7"), ("do", "save"));
        (await clerk.Get($"/bodies/tuna/catch/{statement}/report")).Say("main").Replace("\u2068", "", StringComparison.Ordinal).ShouldContain("Not more than 7");
    }

    private static Period Week()
    {
        var monday = new DateOnly(2012, 1, 2).AddDays(7 * Interlocked.Increment(ref _weeks));
        return new Period(monday, monday.AddDays(7));
    }

    private async Task<Guid> Opened(string party, Period week)
    {
        var id = Guid.NewGuid();
        (await app.Door.Do(new Open(id, "tuna", "catch", new Subject(party, week)), DoorApp.Of(party, Right.Enter, Right.Submit))).Done.ShouldBeTrue();
        return id;
    }

    private async Task<Guid> Declared(string party, Period week)
    {
        var id = await Opened(party, week);
        var content = new Statement(app.Services.GetRequiredService<DefinitionCatalogue>().Find("tuna", "catch")!.Definition);
        content["report", "f01"] = Entente.Records.Content.Answer.Of(Value.Of("K. Sato"));
        content["report", "f03"] = Entente.Records.Content.Answer.Of(Value.Of(1));
        (await app.Door.Do(new Take(id, "tuna", "catch", "submit", 0) { Content = content }, DoorApp.Of(party, Right.Submit))).Version.ShouldBe(1);
        return id;
    }

    private async Task<T> Ask<T>(string sql, object? with = null)
    {
        await using var owner = new NpgsqlConnection(app.Database.Owner);
        return (await Dapper.SqlMapper.QuerySingleAsync<T>(owner, sql, with))!;
    }
}

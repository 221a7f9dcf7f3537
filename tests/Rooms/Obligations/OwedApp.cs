using System.Text;
using Dapper;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Bodies.Loading;
using Entente.Feel;
using Entente.Obligations;
using Entente.Records;
using Entente.Records.Content;
using Entente.Records.Writing;
using Entente.Shared.Data;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Entente.Tests.Rooms.Obligations;

/// <summary>A body with a weekly return that a quota obliges to and that tightens, and a register of requirements that are answered once a year. It is Monday, 2 March 2026.</summary>
public sealed class OwedApp() : PublishedApp(Folder)
{
    private static readonly Dictionary<string, string> Files = new(StringComparer.Ordinal)
    {
        ["body.yaml"] = """
            code: sea
            name: Sea
            short: SEA
            about: Counts what is caught.
            languages: [en]
            zone: Europe/Madrid
            audiences: {parties: Parties, everybody: Everybody}
            standings:
              member: {name: Member, audiences: [parties, everybody]}
              observer: {name: Observer, audiences: [everybody]}
            posts:
              head: {name: Head, for: party, rights: [read, enter, submit]}
              desk: {name: Desk, for: body, rights: [read, serve]}
            lists:
              holidays: {name: Holidays, columns: {day: {name: Day, kind: date}}}
              answers: {name: Answers}
            remind: [3 days before, 1 day after]
            """,
        ["parties.csv"] = "code,country,standing,from,until\nJPN,JPN,member,,\nGHA,GHA,member,,\nFRA,FRA,member,,2026-03-16\nNOR,NOR,observer,,\n",
        ["lists/holidays.csv"] = "code,label.en,day\nFEAST,Feast,2026-03-11\n",
        ["lists/answers.csv"] = "code,label.en\nsent,Sent\nnone,Not applicable\n",
        ["quotas.register.yaml"] = """
            name: Quotas
            declared-by: parties
            title: [stock]
            sections:
              quota:
                name: Quota
                fields:
                  stock: {type: text, name: Stock}
                  kg: {type: decimal, name: Quota, required: true}
            """,
        ["weekly.return.yaml"] = """
            name: Weekly catch
            declared-by: parties
            every: week
            owed-by: count(quotas) > 0
            because: [{says: "You hold a quota of {sum(quotas.kg)} kg."}]
            due: add working days(period.end - @"P1D", 5, free.day)
            tightens: [{every: day, when: sum(caught.weight) > 0.8 * sum(quotas.kg), says: "More than 80 % of {sum(quotas.kg)} kg is used."}]
            status-shown-to: everybody
            requirement: R1-26
            facts:
              quotas: {register: quotas, as-of: period.start, own: true}
              caught: {statements: weekly, section: catches, since: "date(period.start.year, 1, 1)", until: period.start, own: true}
              free: {list: holidays}
            sections:
              catches:
                name: Catches
                rows: true
                fields:
                  weight: {type: decimal, name: Weight, required: true}
                  remark: {type: text, name: Remark}
            """,
        ["duties.register.yaml"] = """
            name: Requirements
            declared-by: body
            shown-to: public
            title: [text]
            obliges:
              every: year
              who: requirement.whom = null or party.code = requirement.whom
              because: [{when: requirement.whom = null, says: Every party owes it.}, {says: "It is asked of {party.code}."}]
              due: if requirement.days = null then null else period.end + duration("P" + string(requirement.days) + "D")
              code: {rows: codes, code: code, from: from_year, until: until_year}
              title: requirement.text
              also-met-by: requirement.with
              answered-in: {return: answers, section: rows, requirement: requirement, answer: status, sent: sent, not-applicable: none, reason: reason}
            sections:
              requirement:
                name: Requirement
                fields:
                  text: {type: text, name: Text, required: true}
                  whom: {type: party, name: Party}
                  days: {type: whole, name: Days}
                  with: {type: reference, to: duties, name: With}
              codes:
                name: Codes
                rows: true
                fields:
                  code: {type: text, name: Code}
                  from_year: {type: whole, name: From}
                  until_year: {type: whole, name: Until}
            """,
        ["answers.return.yaml"] = """
            name: Annual report
            declared-by: parties
            every: year
            due: date(period.end.year, 9, 15)
            sections:
              rows:
                name: Answers
                rows: {for-each: {register: duties}, most: 500}
                fields:
                  requirement: {type: reference, to: duties, name: Requirement}
                  status: {type: code, list: answers, name: Answer}
                  reason: {type: text, name: Reason}
            """,
    };

    private static Loaded Folder()
    {
        var loaded = BodyLoader.Load(new Folder("sea", [.. Files.Select(file => new FolderFile(file.Key, Encoding.UTF8.GetBytes(file.Value)))]));
        loaded.Findings.ShouldBeEmpty();
        return new Loaded(loaded.Body!, loaded.Definitions, []);
    }

    public Guid Head { get; private set; }

    public Guid Clerk { get; private set; }

    public Guid Neighbour { get; private set; }

    public Guid Observer { get; private set; }

    public Guid Desk { get; private set; }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        Head = await this.Person("Head of Japan", ("sea", "JPN", [Right.Read, Right.Enter, Right.Submit]));
        Clerk = await this.Person("Clerk of Japan", ("sea", "JPN", [Right.Read, Right.Enter]));
        Neighbour = await this.Person("Head of Ghana", ("sea", "GHA", [Right.Read, Right.Enter, Right.Submit]));
        Observer = await this.Person("Observer of Norway", ("sea", "NOR", [Right.Read]));
        Desk = await this.Person("Officer", ("sea", null, [Right.Read, Right.Serve]));
    }

    internal T Service<T>() where T : notnull => Services.GetRequiredService<T>();

    public Definition Definition(string code) => Service<DefinitionCatalogue>().Find("sea", code).ShouldNotBeNull().Definition;

    private static Actor Of(string? party) => new(null, Guid.NewGuid(), [new Holding(Guid.NewGuid(), "sea", party, party is null ? "desk" : "head", new DateOnly(2020, 1, 1), null, new HashSet<Right> { Right.Enter, Right.Submit, Right.Serve })]);

    /// <summary>As when a day begins: all definitions are gone through.</summary>
    public Task GoThrough() => Service<GoingThrough>().Everything();

    /// <summary>As within a second of what happened.</summary>
    // What happened is taken once no transaction of the server began before it: those of other tests hold it back for a moment.
    public async Task Follow()
    {
        for (var tries = 0; tries < 600; tries++)
        {
            while (await Service<Follower>().Take() > 0)
            {
            }
            if (await Ask<bool>("select not exists (select from records.event e, obligations.follower f where f.name = 'records' and (e.tx, e.statement, e.turn) > (f.tx, f.statement, f.turn))"))
                return;
            await Task.Delay(50);
        }
        Assert.Fail("What happened was not taken in thirty seconds.");
    }

    public async Task<Guid> Quota(string party, decimal kg, string from, string? until = null)
    {
        var content = new Statement(Definition("quotas"));
        content["quota", "stock"] = Answer.Of(Value.Of("BFT"));
        content["quota", "kg"] = Answer.Of(Value.Of(kg));
        return await Do(new Take(Guid.CreateVersion7(), "sea", "quotas", "submit", 0) { Opening = new Subject(party), Content = content, Valid = new Period(Day(from), until is null ? null : Day(until)) }, party);
    }

    public async Task<Guid> Requirement(string text, string? whom = null, int? days = null, Guid? with = null, params (string Code, int? From, int? Until)[] codes)
    {
        var content = new Statement(Definition("duties"));
        content["requirement", "text"] = Answer.Of(Value.Of(text));
        content["requirement", "whom"] = whom is null ? Answer.Blank : Answer.Of(Value.Of(whom));
        content["requirement", "days"] = days is { } number ? Answer.Of(Value.Of(number)) : Answer.Blank;
        content["requirement", "with"] = with is { } other ? Answer.Of(Value.Of(other.ToString())) : Answer.Blank;
        foreach (var (code, from, until) in codes)
            content.Rows("codes").Add(RowOf("duties", "codes", ("code", Value.Of(code)), ("from_year", from is { } first ? Value.Of(first) : Value.Null), ("until_year", until is { } last ? Value.Of(last) : Value.Null)));
        return await Do(new Take(Guid.CreateVersion7(), "sea", "duties", "submit", 0) { Opening = new Subject(null), Content = content, Valid = new Period(new DateOnly(2020, 1, 1), null) }, null);
    }

    public async Task<Guid> Caught(string party, string period, params decimal[] weights)
    {
        var content = new Statement(Definition("weekly"));
        foreach (var weight in weights)
            content.Rows("catches").Add(RowOf("weekly", "catches", ("weight", Value.Of(weight))));
        var span = ReportingPeriod.Of(Definition("weekly").Traits.Return!, period)!.Value;
        return await Do(new Take(Guid.CreateVersion7(), "sea", "weekly", "submit", 0) { Opening = new Subject(party, new Period(span.Start, span.End)), Content = content }, party);
    }

    public async Task<Guid> Answered(string party, int year, params (Guid Requirement, string Status, string? Reason)[] answers)
    {
        var content = new Statement(Definition("answers"));
        foreach (var (requirement, status, reason) in answers)
            content.Rows("rows").Add(RowOf("answers", "rows", ("requirement", Value.Of(requirement.ToString())), ("status", Value.Of(status)), ("reason", Value.Of(reason))));
        return await Do(new Take(Guid.CreateVersion7(), "sea", "answers", "submit", 0) { Opening = new Subject(party, new Period(new DateOnly(year, 1, 1), new DateOnly(year + 1, 1, 1))), Content = content }, party);
    }

    public Task Withdraw(Guid statement, string definition, string party) => Do(new Take(statement, "sea", definition, "withdraw", 1) { Reason = "A mistake" }, party);

    public async Task<Guid> Do(Take take, string? party)
    {
        var reply = await Door.Do(take, Of(party));
        reply.Faults.Where(fault => fault.Blocks).ShouldBeEmpty();
        return take.Statement;
    }

    private Row RowOf(string definition, string section, params (string Field, Value Value)[] values)
    {
        var of = Definition(definition).Section(section)!;
        var row = Row.Of(of, Guid.CreateVersion7());
        foreach (var (field, value) in values)
            row[of, field] = value.IsNull ? Answer.Blank : Answer.Of(value);
        return row;
    }

    /// <summary>What is kept; of the weekly return from the week of the first day on.</summary>
    public async Task<IReadOnlyList<(string Period, string State, string? Due)>> Kept(string party, string definition = "weekly")
    {
        await using var owner = new NpgsqlConnection(Database.Owner);
        return [.. await owner.QueryAsync<(string, string, string?)>("select period_code, state, due_on::text from obligations.obligation where body = 'sea' and party = @party and definition = @definition and (@definition <> 'weekly' or lower(period) >= '2026-03-02') order by lower(period), upper(period), id", new { party, definition })];
    }

    public Task<Guid> Obligation(string party, string period, string definition = "weekly") =>
        Ask<Guid>("select id from obligations.obligation where body = 'sea' and party = @party and definition = @definition and period_code = @period", new { party, definition, period });

    public async Task<Person> Whoever(Guid id) => (await Service<People>().Find(id)).ShouldNotBeNull();

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}

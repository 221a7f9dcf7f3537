using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Records.Content;
using Dapper;
using Entente.Records.Drafts;
using Entente.Records.Reading;
using Entente.Shared.Data;
using Entente.Feel;
using Microsoft.Extensions.DependencyInjection;


namespace Entente.Tests.Rooms.Records.Drafts;

/// <summary>A statement of Utopia to the body "tin", with a draft of two sections that a test works on.</summary>
public class Workshop : Town
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public Workshop()
    {
        var before = Added;
        Added = services =>
        {
            before(services);
            services.AddSingleton<DefinitionOf>((_, _, _, _) => ValueTask.FromResult<Definition?>(Definition));
        };
        Settings["ENTENTE_FILES"] = Files;
    }

    /// <summary>The folder of attachments.</summary>
    public string Files { get; } = Path.Combine(Path.GetTempPath(), $"entente-files-{Guid.NewGuid():N}");

    /// <summary>A table of twelve columns, and a section with a letter to attach.</summary>
    public static Definition Definition { get; } = WithLetter(Kit.Definitions.Large());

    private static Definition WithLetter(Definition large)
    {
        var text = Kit.Definitions.Say("Letter");
        var letter = new Field("letter", FieldType.File, text, null, null) { Accept = ["application/pdf", "text/plain"] };
        return large with { Sections = [.. large.Sections, new Section("cover", text, null, [letter, new Field("note", FieldType.Text, text, null, null)], null, null, null)] };
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Directory.Exists(Files))
            Directory.Delete(Files, recursive: true);
        GC.SuppressFinalize(this);
    }

    public static Section Catches => Definition.Section("catches")!;

    public Drafting Drafting => Services.GetRequiredService<Drafting>();

    public Database Own => Services.GetRequiredService<Database>();

    /// <summary>A statement in its first state, which only the party's and the body's own people read.</summary>
    public async Task<Guid> NewStatement(string party = "UTO", string state = "draft")
    {
        var id = Guid.NewGuid();
        await Do("""
            with own as (
              insert into records.audience (body, members) values ('tin', array['party:' || @party, 'serving'])
              on conflict (body, members) do update set body = excluded.body returning id)
            insert into records.statement (id, body, definition, party, state, aud, own_aud, opened_at, changed_at)
            select @id, 'tin', 'large', @party, @state, own.id, own.id, @now, @now from own
            """, new { id, party, state, now = Clock.GetUtcNow() });
        return id;
    }

    public async Task<OpenDraft> NewDraft(Guid? statement = null, DraftBeginning? beginning = null, Guid? by = null)
    {
        var of = statement ?? await NewStatement();
        return await Own.Write(connection => Drafting.Open(connection, of, 1, beginning ?? DraftBeginning.Blank(Definition), by, byBody: false));
    }

    public Task<(OpenDraft Open, Draft Draft)?> Read(Guid statement, string? section = null) =>
        Own.Write(connection => DraftReading.Read(connection, statement, section));

    /// <summary>What the reader's login counts for this person, without any filter of the application.</summary>
    public Task<long> Seen(Entente.Bodies.Person? person, string sql) =>
        Services.GetRequiredService<Readings>().As(person, Showing.Nothing("a count"), async connection => await connection.ExecuteScalarAsync<long>(sql));

    public static Statement Content(int rows)
    {
        var content = new Statement(Definition);
        for (var number = 0; number < rows; number++)
        {
            var row = Row.Of(Catches, Guid.NewGuid());
            row[Catches, "vessel"] = Answer.Of(Value.Of($"Vessel {number}"));
            row[Catches, "weight"] = Answer.Of(Value.Of(number));
            content.Rows("catches").Add(row);
        }
        return content;
    }

    public static Change Set(Guid row, string field, string? was, string? now, long seen = 0) =>
        new(Guid.NewGuid(), OperationKind.Set, "catches", row, field, null, was, now, seen, Noon);
}

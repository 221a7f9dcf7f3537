using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Disclosure;
using Entente.Feel;
using Entente.Records.Content;
using Entente.Records.Reading;
using Entente.Records.Tables;
using Npgsql;

namespace Entente.Records.Mirrors;

/// <summary>Two returns that say the same from both sides, in a period.</summary>
/// <param name="Theirs">The other return.</param>
public sealed record Mirrored(Body Body, PublishedDefinition Mine, PublishedDefinition Theirs, Mirror Mirror, DateOnly Start, DateOnly End)
{
    public Section Section => Mine.Definition.Section(Mirror.Section)!;

    public Section TheirSection => Theirs.Definition.Section(Mirror.TheirSection)!;
}

/// <summary>What came of it, as far as the reader reads either side.</summary>
/// <param name="HeardHere">The parties of which the reader reads a statement on this side.</param>
/// <param name="HeardThere">Those of the other side.</param>
public sealed record MirrorFound(IReadOnlyList<MatchLine> Lines, IReadOnlySet<string> HeardHere, IReadOnlySet<string> HeardThere, IReadOnlyList<Guid> Statements);

/// <summary>A row behind a figure.</summary>
public sealed record BehindRow(Guid Statement, string? Party, Row Row);

/// <summary>Reads both sides as a person: each row only as far as that reader would see it in its statement.</summary>
public sealed class MirrorReading(Readings readings, DefinitionCatalogue definitions)
{
    /// <summary>Null where the definition is no mirror, or the other one is not there.</summary>
    public Mirrored? Of(Body body, PublishedDefinition mine, DateOnly start, DateOnly end) =>
        mine.Definition.Traits.Return?.Mirrors is { } mirror && definitions.Find(body.Code, mirror.Return) is { } theirs
            && mine.Definition.Section(mirror.Section) is not null && theirs.Definition.Section(mirror.TheirSection) is not null ? new Mirrored(body, mine, theirs, mirror, start, end) : null;

    public Task<MirrorFound> Match(Person reader, Mirrored of, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Statements), async connection =>
        {
            var sides = new SideRows(of);
            var (here, hereFrom) = await sides.Here(connection, cancel);
            var (there, thereFrom) = await sides.There(connection, cancel);
            var (mine, theirs) = (await Heard(connection, of.Mine, of, cancel), await Heard(connection, of.Theirs, of, cancel));
            return new MirrorFound(Matching.Of(here, there, of.Mirror.WithinPercent, of.Mirror.WithinAmount), mine, theirs, [.. hereFrom, .. thereFrom]);
        }, cancel);

    /// <summary>The rows behind one line, of this side and of the other.</summary>
    public Task<(IReadOnlyList<BehindRow> Here, IReadOnlyList<BehindRow> There)> Behind(Person reader, Mirrored of, Pair pair, CancellationToken cancel) =>
        readings.As(reader, found => Showing.List(found.Item1.Concat(found.Item2).Select(row => row.Statement)), async connection =>
        {
            var sides = new SideRows(of);
            return (await sides.Here(connection, pair, cancel), await sides.There(connection, pair, cancel));
        }, cancel);

    // A party that declared nothing has no rows, and yet was heard.
    private static async Task<IReadOnlySet<string>> Heard(NpgsqlConnection connection, PublishedDefinition published, Mirrored of, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("select distinct s.party from records.statement s where s.body = $1 and s.definition = $2 and s.state = any ($3) and s.party is not null and upper(s.period) > $4 and upper(s.period) <= $5", connection);
        command.Parameters.AddWithValue(of.Body.Code);
        command.Parameters.AddWithValue(published.Definition.Code);
        command.Parameters.AddWithValue(published.Standing.ToArray());
        command.Parameters.AddWithValue(of.Start);
        command.Parameters.AddWithValue(of.End);
        await using var rows = await command.ExecuteReaderAsync(cancel);
        var heard = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancel))
            heard.Add(rows.GetString(0));
        return heard;
    }

    // The rows of either side of what stands for the period, under the policies of the connection.
    private sealed class SideRows(Mirrored of)
    {
        private readonly Sides _mine = new(of.Body, of.Mine.Definition.DeclaredBy, of.End.AddDays(-1));
        private readonly Sides _theirs = new(of.Body, of.Theirs.Definition.DeclaredBy, of.End.AddDays(-1));

        private IEnumerable<string> Wanted(string partner) => [partner, of.Mirror.Figure, .. of.Mirror.Agree];

        public Task<(List<SideRow> Rows, HashSet<Guid> Statements)> Here(NpgsqlConnection connection, CancellationToken cancel) => All(connection, of.Mine, of.Section, of.Mirror.Partner, PairHere, cancel);

        public Task<(List<SideRow> Rows, HashSet<Guid> Statements)> There(NpgsqlConnection connection, CancellationToken cancel) => All(connection, of.Theirs, of.TheirSection, of.Mirror.TheirPartner, PairThere, cancel);

        public Task<IReadOnlyList<BehindRow>> Here(NpgsqlConnection connection, Pair pair, CancellationToken cancel) => Only(connection, of.Mine, of.Section, row => PairHere(row) == pair, cancel);

        public Task<IReadOnlyList<BehindRow>> There(NpgsqlConnection connection, Pair pair, CancellationToken cancel) => Only(connection, of.Theirs, of.TheirSection, row => PairThere(row) == pair, cancel);

        private Pair PairHere(StandingRow row) => Pair.Of(row.Party ?? "", _theirs.Of(Text(row.Row[of.Section, of.Mirror.Partner])), Agreeing(of.Section, row.Row));

        private Pair PairThere(StandingRow row) => Pair.Of(_mine.Of(Text(row.Row[of.TheirSection, of.Mirror.TheirPartner])), row.Party ?? "", Agreeing(of.TheirSection, row.Row));

        private IEnumerable<string> Agreeing(Section section, Row row) => of.Mirror.Agree.Select(code => Text(row[section, code]));

        private async Task<(List<SideRow> Rows, HashSet<Guid> Statements)> All(NpgsqlConnection connection, PublishedDefinition published, Section section, string partner, Func<StandingRow, Pair> pair, CancellationToken cancel)
        {
            var (rows, from) = (new List<SideRow>(), new HashSet<Guid>());
            await foreach (var row in StatementRows.Stream(connection, published, section, new Spanned(of.Start, of.End, null), Wanted(partner).ToHashSet(StringComparer.Ordinal), cancel))
            {
                from.Add(row.Statement);
                rows.Add(new SideRow(pair(row), Figure(row.Row[section, of.Mirror.Figure]), [.. of.Mirror.Agree.Select(code => row.Row[section, code])]));
            }
            return (rows, from);
        }

        private async Task<IReadOnlyList<BehindRow>> Only(NpgsqlConnection connection, PublishedDefinition published, Section section, Func<StandingRow, bool> wanted, CancellationToken cancel)
        {
            var rows = new List<BehindRow>();
            await foreach (var row in StatementRows.Stream(connection, published, section, new Spanned(of.Start, of.End, null), cancel: cancel))
                if (wanted(row))
                    rows.Add(new BehindRow(row.Statement, row.Party, new Row(row.Row.Id, [.. row.Row.Answers])));
            return rows;
        }

        private static decimal Figure(in Answer answer) => answer.HasValue && answer.Value.Kind == Kind.Number && answer.Value.AsNumber.TryToDecimal(out var figure) ? figure : 0;

        private static string Text(in Answer answer) => !answer.HasValue ? answer.IsBlank ? "" : $"({answer.Kind})" : answer.Value.Kind == Kind.Text ? answer.Value.AsText : answer.Value.Text();
    }
}

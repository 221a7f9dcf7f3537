namespace Entente.Bodies.Loading;

/// <summary>
/// Reads parties.csv: a row for each time during which a party is the same thing to the body and in the same groups.
/// </summary>
internal sealed class PartiesFile(Body? body, FileFindings findings, List<ListFile.Reference> references)
{
    /// <summary>The columns that every such file may have.</summary>
    public static readonly IReadOnlyList<string> Usual = ["code", "country", "standing", "from", "until", "groups", "name", "note"];

    private readonly IReadOnlyList<ListColumn> _columns = body?.PartyColumns ?? [];
    private readonly IReadOnlyList<string> _languages = body?.Languages ?? [];
    private readonly HashSet<string> _standings = [.. body?.Standings.Select(standing => standing.Code) ?? []];
    private readonly HashSet<string> _groups = [.. body?.Groupings.SelectMany(grouping => grouping.Groups).Select(group => group.Code) ?? []];

    public IReadOnlyList<Party> Read(byte[] bytes)
    {
        var rows = CsvTable.Read(bytes, Columns(), findings, tolerant: body is null).Rows().Select(Row).OfType<PartyRow>().ToList();
        var parties = rows.GroupBy(row => row.Code.Text, StringComparer.Ordinal).Select(group => Party([.. group])).ToList();
        foreach (var clash in rows.DistinctBy(row => row.Code.Text, StringComparer.Ordinal).GroupBy(row => row.Code.Text, StringComparer.OrdinalIgnoreCase).Where(same => same.Count() > 1))
            findings.Add(clash.Last().Code.At, "duplicate-code", $"\"{clash.Last().Code.Text}\" differs from \"{clash.First().Code.Text}\" only by capital letters.", "Write the code of a party the same way in all its rows.");
        return parties;
    }

    private List<(string, bool)> Columns() =>
    [
        ("code", true), ("country", true), ("standing", true), ("from", true), ("until", true), ("groups", false),
        .. _languages.Select(language => ($"name.{language}", false)),
        .. _columns.Select(column => (column.Code, true)),
        ("note", false),
    ];

    private PartyRow? Row(CsvTable.Row row)
    {
        var code = row.Required("code");
        if (code is not null && !Codes.IsParty(code.Text))
            findings.Add(code.At, "code", $"\"{code.Text}\" cannot be the code of a party.", Codes.PartyRule);
        var standing = row.Required("standing");
        if (standing is not null && body is not null && !_standings.Contains(standing.Text))
            findings.AddUnknown(standing.At, "unknown-standing", $"There is no standing \"{standing.Text}\" in body.yaml.", standing.Text, _standings);
        var country = Country(row["country"]);
        var groups = Groups(row);
        var period = row.Period();
        var names = _languages.Select(language => (Language: language, Name: row[$"name.{language}"])).Where(name => name.Name is not null).ToDictionary(name => name.Language, name => name.Name!, StringComparer.Ordinal);
        return code is null || period is null ? null : new PartyRow(code, row["country"], country, names, new Membership(standing?.Text ?? "", period.Value, groups) { Values = _columns.Count > 0 ? ListFile.Values(row, _columns, findings, references) : null }, row["from"]?.At ?? row.At);
    }

    private Country? Country(CsvCell? cell)
    {
        if (cell is null)
            return null;
        if (Countries.Find(cell.Text) is { } country)
            return country;
        var meant = Countries.FindAlpha2(cell.Text.ToUpperInvariant()) ?? Countries.Named(cell.Text);
        findings.Add(cell.At, "unknown-country", $"\"{cell.Text}\" is not a three-letter country code of ISO 3166-1.",
            meant is not null ? $"Did you mean \"{meant.Alpha3}\"?" : $"{findings.Hint(cell.Text, Countries.All.Select(known => known.Alpha3))} Leave it blank for what is not a country of that standard.");
        return null;
    }

    private List<string> Groups(CsvTable.Row row)
    {
        var groups = new List<string>();
        foreach (var group in row["groups"]?.Text.Split(' ') ?? [])
        {
            var at = row["groups"]!.At;
            if (groups.Contains(group))
                findings.Add(at, "duplicate-value", $"The group \"{group}\" stands here twice.", "Remove one.");
            else if (body is not null && !_groups.Contains(group))
                findings.Add(at, "unknown-group", $"There is no group \"{group}\" in body.yaml.", group.AsSpan().IndexOfAny(",;|") >= 0 ? "Separate groups with spaces." : findings.Hint(group, _groups));
            else
                groups.Add(group);
        }
        foreach (var grouping in body?.Groupings ?? [])
            CheckShare(grouping, groups, row);
        return groups;
    }

    private void CheckShare(Grouping grouping, List<string> groups, CsvTable.Row row)
    {
        var count = grouping.Groups.Count(group => groups.Contains(group.Code));
        if ((count > 1 && grouping.EachPartyIn != Share.Any) || (count == 0 && grouping.EachPartyIn == Share.ExactlyOne))
        {
            findings.Add(row["groups"]?.At ?? row.At, "share", $"The party is in {count} groups of \"{grouping.Code}\".",
                $"body.yaml says {(grouping.EachPartyIn == Share.ExactlyOne ? "exactly one" : "at most one")} of: {string.Join(", ", grouping.Groups.Select(group => group.Code))}.");
        }
    }

    private Party Party(List<PartyRow> rows)
    {
        var inTime = rows.OrderBy(row => row.Membership.Period.From ?? DateOnly.MinValue).ToList();
        foreach (var (earlier, later) in inTime.Zip(inTime.Skip(1)).Where(pair => pair.First.Membership.Period.Overlaps(pair.Second.Membership.Period)))
            findings.Add(later.PeriodAt, "overlap", Overlap(earlier, later), later.Membership.Period.From is { } day ? $"End the other row with {day:yyyy-MM-dd} under \"until\", or remove one of them." : "Only the earliest row of a party may have no \"from\".");
        foreach (var row in rows.Where(row => row.CountryCell?.Text != rows[0].CountryCell?.Text))
            findings.Add(row.CountryCell?.At ?? row.Code.At, "different-country", $"\"{row.Code.Text}\" has another country here than in line {rows[0].Code.At.Line}.", "All rows of a party have the same country.");
        return new Party(rows[0].Code.Text, rows[0].Country?.Alpha3, Name(rows), [.. inTime.Select(row => row.Membership)]);
    }

    private static string Overlap(PartyRow earlier, PartyRow later) =>
        earlier.Membership == later.Membership || earlier.Membership.Period == later.Membership.Period
            ? $"\"{later.Code.Text}\" stands here again for the same time as in line {earlier.Code.At.Line}."
            : $"The time of this row overlaps that of line {earlier.Code.At.Line}, for the same party \"{later.Code.Text}\".";

    private LocalText Name(List<PartyRow> rows)
    {
        var texts = new List<(string, string)>();
        foreach (var language in _languages)
        {
            var given = rows.Select(row => row.Names.GetValueOrDefault(language)).OfType<CsvCell>().ToList();
            foreach (var other in given.Where(cell => cell.Text != given[0].Text))
                findings.Add(other.At, "different-name", $"The party has another name here than in line {given[0].At.Line}.", "Give a name in one row only.");
            var known = rows[0].Country?.Name.All.Where(name => name.Language == language).Select(name => name.Text).FirstOrDefault();
            if (given.Count == 0 && known is null && (rows[0].CountryCell is null || rows[0].Country is not null))
                findings.Add(rows[0].Code.At, "missing-translation", $"\"{rows[0].Code.Text}\" has no name in {language}.", $"Write it in the column \"name.{language}\".");
            texts.Add((language, given.FirstOrDefault()?.Text ?? known ?? rows[0].Code.Text));
        }
        return new LocalText(texts.Count > 0 ? texts : [("en", rows[0].Code.Text)]);
    }

    private sealed record PartyRow(CsvCell Code, CsvCell? CountryCell, Country? Country, IReadOnlyDictionary<string, CsvCell> Names, Membership Membership, Place PeriodAt);
}

using Entente.Shared.Localisation;

namespace Entente.Obligations.Overview;

/// <summary>A duty of the matrix with what each party did about it, in the order of the parties; null where the party does not owe it.</summary>
public sealed record MatrixRow(DutyKey Duty, string? Code, string Name, IReadOnlyList<StatusCounts?> Cells);

/// <summary>Duties down, parties across.</summary>
public sealed record StatusMatrix(IReadOnlyList<(string Code, string Name)> Parties, IReadOnlyList<MatrixRow> Rows)
{
    public static StatusMatrix Of(IReadOnlyList<StatusCell> cells, Func<string, (string Code, string Name)> party, Func<IEnumerable<StatusCell>, (string? Code, string Name)> duty, Alphabet alphabet)
    {
        List<(string Code, string Name)> parties = [.. cells.Select(cell => cell.Party).Distinct().Select(party).OrderBy(one => one.Name, alphabet)];
        var places = parties.Select((one, place) => (one.Code, place)).ToDictionary(one => one.Code, one => one.place, StringComparer.Ordinal);
        var rows = cells.GroupBy(cell => cell.Duty).Select(own =>
        {
            var row = new StatusCounts?[parties.Count];
            foreach (var cell in own)
                row[places[cell.Party]] = cell.Counts;
            var (code, name) = duty(own);
            return new MatrixRow(own.Key, code, name, row);
        });
        return new StatusMatrix(parties, [.. rows.OrderBy(row => row.Code ?? row.Name, alphabet).ThenBy(row => row.Name, alphabet).ThenBy(row => row.Duty.ToString(), StringComparer.Ordinal)]);
    }

    public IEnumerable<(string Party, string? Code, string Name, StatusCounts Counts)> Cells() =>
        from row in Rows
        from place in Enumerable.Range(0, Parties.Count)
        where row.Cells[place] is not null
        select (Parties[place].Code, row.Code, row.Name, row.Cells[place]!.Value);
}

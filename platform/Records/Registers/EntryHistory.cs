using Entente.Bodies.Definitions;
using Entente.Records.Content;
using Entente.Records.Tables;

namespace Entente.Records.Registers;

/// <summary>Days on which an entry says the same, as it was known at one instant.</summary>
/// <param name="From">DateOnly.MinValue: since ever.</param>
/// <param name="Until">The first day on which it no longer holds; DateOnly.MaxValue: it goes on.</param>
/// <param name="Version">The version that said it.</param>
public sealed record Stretch(DateOnly From, DateOnly Until, int Version);

/// <summary>One answer that differs between two moments.</summary>
/// <param name="Row">Of a table: which row, counted from 1.</param>
public sealed record Difference(Section Section, Field Field, int? Row, Answer Before, Answer After);

/// <summary>All that was ever known of one entry, as far as its reader may see it: what held on any day, as known at any instant. Pure.</summary>
public sealed class EntryHistory(Definition definition, IReadOnlyDictionary<string, IReadOnlyList<KnownRow>> rows)
{
    private readonly Section _heading = RegisterLists.Heading(definition);

    private IReadOnlyList<KnownRow> Head => rows[_heading.Code];

    /// <summary>What it says of the day; null where it does not hold.</summary>
    public Statement? At(DateOnly day, DateTimeOffset? known)
    {
        if (!Head.Any(row => Shows(row, day, known)))
            return null;
        var said = new Statement(definition);
        foreach (var section in definition.Sections)
            foreach (var row in rows[section.Code].Where(row => Shows(row, day, known)))
                if (section.IsTable)
                    said.Rows(section.Code).Add(row.Row);
                else
                    row.Row.Answers.CopyTo(said.Fields(section.Code).Answers, 0);
        return said;
    }

    /// <summary>When it held, as known at the instant: in order, each with what said so.</summary>
    public IReadOnlyList<Stretch> Stretches(DateTimeOffset? known)
    {
        var stretches = new List<Stretch>();
        foreach (var row in Head.Where(row => IsKnown(row, known)).OrderBy(row => row.From))
            if (stretches is [.., var last] && last.Until == row.From && last.Version == row.Since)
                stretches[^1] = last with { Until = row.Until };
            else
                stretches.Add(new Stretch(row.From, row.Until, row.Since));
        return stretches;
    }

    /// <summary>Every different thing that fields of the section of its name ever said: former names, flags, numbers.</summary>
    public IEnumerable<(Field Field, Answer Answer, DateOnly From)> Former(IEnumerable<string> fields, Statement now) =>
        from place in fields
        let found = definition.FieldAt(place)
        where found is not null
        let at = found.Value.Section.Fields.ToList().IndexOf(found.Value.Field)
        from row in rows[found.Value.Section.Code].OrderBy(row => row.From)
        let answer = row.Row.Answers[at]
        where answer.HasValue && answer != now.Fields(found.Value.Section.Code).Answers[at]
        group row.From by (found.Value.Field, answer) into same
        select (same.Key.Field, same.Key.answer, same.Min());

    /// <summary>What differs between two moments; what one of them does not have is blank there.</summary>
    public static IEnumerable<Difference> Between(Definition definition, Statement? before, Statement? after)
    {
        foreach (var section in definition.Sections)
        {
            var (old, next) = (Rows(before, section), Rows(after, section));
            foreach (var (number, (was, now)) in Paired(old, next).Index())
            {
                for (var place = 0; place < section.Fields.Count; place++)
                    if ((was?.Answers[place] ?? default) is var a && (now?.Answers[place] ?? default) is var b && a != b)
                        yield return new Difference(section, section.Fields[place], section.IsTable ? number + 1 : null, a, b);
            }
        }
    }

    // Rows are the same by their ids; one that was sent anew and says the same as one that went is the same too.
    private static List<(Row? Was, Row? Now)> Paired(List<Row> old, List<Row> next)
    {
        var left = old.Where(row => !next.Exists(other => other.Id == row.Id)).ToList();
        var pairs = new List<(Row?, Row?)>();
        foreach (var row in next)
        {
            var was = old.Find(other => other.Id == row.Id);
            if (was is null && left.FindIndex(other => other.Answers.AsSpan().SequenceEqual(row.Answers)) is >= 0 and var same)
            {
                was = left[same];
                left.RemoveAt(same);
            }
            pairs.Add((was, row));
        }
        return [.. pairs, .. left.Select(row => ((Row?)row, (Row?)null))];
    }

    private static List<Row> Rows(Statement? said, Section section) => said is null ? [] : section.IsTable ? said.Rows(section.Code) : [said.Fields(section.Code)];

    private static bool Shows(KnownRow row, DateOnly day, DateTimeOffset? known) => IsKnown(row, known) && row.From <= day && day < row.Until;

    private static bool IsKnown(KnownRow row, DateTimeOffset? known) => known is { } at ? row.KnownFrom <= at && at < row.KnownUntil : row.KnownUntil == DateTimeOffset.MaxValue;
}

using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Certificates;

/// <summary>One row that uses up an amount of a line of a certificate.</summary>
public sealed record Use(Draw Draw, Section Section, Row Row, int? Number, Guid Certificate, int Line, decimal Amount);

/// <summary>What a content uses up of certificates, and everything that speaks against it. Pure.</summary>
public static class Drawing
{
    public const string Overdrawn = "overdrawn";
    public const string NoLine = "no-line";
    public const string NotDrawable = "not-drawable";
    public const string UsedAlready = "used-already";
    public const string NotReplaceable = "not-replaceable";

    /// <summary>The rows of which certificate, line and amount are all given; what is not given the rules say.</summary>
    public static IReadOnlyList<Use> Of(Definition definition, Statement content)
    {
        if (definition.Draws.Count == 0)
            return [];
        var uses = new List<Use>();
        foreach (var draw in definition.Draws)
        {
            if (definition.Section(draw.Section) is not { } section)
                continue;
            IReadOnlyList<Row> rows = section.IsTable ? content.Rows(section.Code) : [content.Fields(section.Code)];
            foreach (var (at, row) in rows.Index())
                if (Certificate(row[section, draw.Certificate]) is { } certificate && Number(row[section, draw.Line]) is { } line && line == decimal.Truncate(line) && line is > 0 and <= int.MaxValue
                    && Number(row[section, draw.Amount]) is { } amount and > 0)
                    uses.Add(new Use(draw, section, row, section.IsTable ? at + 1 : null, certificate, (int)line, amount));
        }
        return uses;
    }

    /// <summary>The lines of a certificate with what each is issued for, in their order.</summary>
    public static IReadOnlyList<(Guid Row, decimal Total)> Lines(Definition definition, Statement content) =>
        definition.Traits.Certificate is { Lines: { } lines, Amount: { } amount } && definition.Section(lines) is { } section
            ? [.. content.Rows(lines).Select(row => (row.Id, Math.Max(0, Number(row[section, amount]) ?? 0)))]
            : [];

    /// <summary>The certificate that this one replaces.</summary>
    public static Guid? Replaced(Definition definition, Statement content) =>
        definition.Traits.Certificate?.Replaces is { } place && definition.FieldAt(place) is var (section, field) ? Certificate(content[section.Code, field.Code]) : null;

    public static DateOnly? LastDay(Definition definition, Statement content) =>
        definition.Traits.Certificate?.ValidUntil is { } place && definition.FieldAt(place) is var (section, field)
        && content[section.Code, field.Code] is { HasValue: true, Value: { Kind: Kind.Date } value } && value.AsDate.TryToDateOnly(out var day) ? day : null;

    /// <summary>Every certificate that is looked at before the content may be taken.</summary>
    public static IReadOnlyCollection<Guid> Named(Definition definition, Statement content) =>
        [.. Of(definition, content).Select(use => use.Certificate).Concat(Replaced(definition, content) is { } replaced ? [replaced] : []).Distinct()];

    /// <summary>Everything wrong, each at its row: a line that is not there, a certificate that does not count, more than is left.</summary>
    public static IReadOnlyList<Fault> Faults(Definition definition, Statement content, CertificateFacts? facts, string? party, DateOnly day)
    {
        if (facts is null)
            return [];
        var faults = new List<Fault>();
        foreach (var line in Of(definition, content).GroupBy(use => (use.Certificate, use.Line)))
            Check(line.Key.Certificate, line.Key.Line, [.. line], facts, day, faults);
        CheckOwn(definition, content, facts, faults);
        CheckReplaced(definition, content, facts, party, faults);
        return faults;
    }

    private static void Check(Guid certificate, int line, IReadOnlyList<Use> uses, CertificateFacts facts, DateOnly day, List<Fault> faults)
    {
        var known = facts.Named.GetValueOrDefault(certificate);
        if (known is null || known.Definition != uses[0].Draw.From || !known.Stands || known.ReplacedBy is not null || known.Expired(day))
            faults.AddRange(uses.Select(use => At(use, NotDrawable, use.Draw.Certificate)));
        else if (!known.Lines.TryGetValue(line, out var balance))
            faults.AddRange(uses.Select(use => At(use, NoLine, use.Draw.Line, Text(line), Text(known.Lines.Count))));
        else if (uses.Sum(use => use.Amount) > balance.Rest)
            faults.AddRange(uses.Select(use => At(use, Overdrawn, use.Draw.Amount, Text(line), Text(Math.Max(0, balance.Rest)))));
    }

    // What was used stays covered, whatever is corrected.
    private static void CheckOwn(Definition definition, Statement content, CertificateFacts facts, List<Fault> faults)
    {
        if (facts.Own is not { } own || definition.Traits.Certificate is not { Lines: { } lines, Amount: { } amount })
            return;
        var now = Lines(definition, content);
        foreach (var (line, balance) in own.Lines.OrderBy(line => line.Key))
        {
            var at = now.Index().FirstOrDefault(row => row.Item.Row == balance.Row, (-1, default));
            if (balance.UsedByOthers > (at.Index < 0 ? 0 : at.Item.Total))
                faults.Add(new Fault(UsedAlready, CheckLevel.Error, lines, at.Index < 0 ? null : balance.Row, at.Index < 0 ? null : at.Index + 1, at.Index < 0 ? null : amount, Text(line), Text(balance.UsedByOthers)));
        }
    }

    private static void CheckReplaced(Definition definition, Statement content, CertificateFacts facts, string? party, List<Fault> faults)
    {
        if (Replaced(definition, content) is not { } replaced || definition.FieldAt(definition.Traits.Certificate!.Replaces!) is not var (section, field))
            return;
        var known = facts.Named.GetValueOrDefault(replaced);
        var own = facts.Own?.Id;
        if (known is null || known.Definition != definition.Code || known.Party != party || !known.Stands || replaced == own || (known.ReplacedBy is { } other && other != own))
            faults.Add(new Fault(NotReplaceable, CheckLevel.Error, section.Code, null, null, field.Code));
    }

    private static Fault At(Use use, string rule, string field, params IReadOnlyList<string> facts) =>
        new(rule, CheckLevel.Error, use.Section.Code, use.Section.IsTable ? use.Row.Id : null, use.Number, field, facts);

    private static Guid? Certificate(Answer answer) => answer is { HasValue: true, Value: { Kind: Kind.Text } value } && Guid.TryParse(value.AsText, out var id) ? id : null;

    private static decimal? Number(Answer answer) => answer is { HasValue: true, Value: { Kind: Kind.Number } value } && value.AsNumber.TryToDecimal(out var number) ? number : null;

    private static string Text(decimal number) => number.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture);
}

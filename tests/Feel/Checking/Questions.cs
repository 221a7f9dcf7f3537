using Entente.Feel;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Feel.Checking;

/// <summary>Random rules over random tables, with blanks and divisions by zero in them.</summary>
internal static class Questions
{
    public sealed record Case(string Rule, Value[] Catches, Value[] Register)
    {
        public override string ToString() => $"{Rule}\n  catches {string.Join(" ", Catches)}\n  register {string.Join(" ", Register)}";
    }

    private static readonly Gen<string> number = Gen.Choose(-2, 6).Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static readonly Gen<string> sign = Gen.Elements("<", "<=", ">", ">=", "=", "!=");

    private static readonly Gen<string?> id = Gen.Frequency((6, Gen.Elements<string?>("A", "B", "C")), (1, Gen.Constant<string?>(null)));

    private static readonly Gen<decimal?> weight = Gen.Frequency((6, Gen.Choose(-2, 6).Select(n => (decimal?)n)), (1, Gen.Constant<decimal?>(null)));

    private static readonly Gen<int?> day = Gen.Frequency((6, Gen.Choose(1, 5).Select(n => (int?)n)), (1, Gen.Constant<int?>(null)));

    private static readonly Gen<Value> catchRow =
        from vessel in id from gear in Gen.Elements<string?>("PS", "LL", null) from kg in weight from landed in day
        select Book.CatchOf(vessel, gear, kg, landed);

    private static readonly Gen<Value> vesselRow =
        from vessel in id from flag in Gen.Elements<string?>("FR", "ES", null) from length in weight from until in day
        select Book.VesselOf(vessel, flag, length, until);

    /// <summary>What may be asked of one row of a table called so: about itself, or against the current row.</summary>
    private static Gen<string> About(string row, string figure, bool joined) => Gen.OneOf(
        from s in sign from n in number select $"{row}{figure} {s} {n}",
        from s in sign from n in number select $"12 / {row}{figure} {s} {n}",
        from n in number select $"{row}{figure} + 1 in [{n}..9]",
        Gen.Constant($"{row}vessel_id != null"),
        Gen.Constant($"{row}vessel_id {(joined ? "= row.vessel_id" : "= \"A\"")}"),
        Gen.Constant($"{row}{figure} {(joined ? "= weight_kg" : "= 3")}"));

    private static Gen<string> Filter(string figure) => Gen.OneOf(
        Gen.Constant(""),
        from one in About("", figure, false) select $"[{one}]",
        from one in About("", figure, false) select $"[vessel_id = row.vessel_id and {one}]",
        from one in About("", figure, false) select $"[{one} and vessel_id = row.vessel_id]",
        from one in About("", figure, false) from two in About("", figure, false) select $"[{one} or {two}][{two}]",
        from joined in About("", figure, true) select joined.Contains("row.", StringComparison.Ordinal) ? $"[{joined}]" : "");

    private static readonly Gen<string> rows =
        from table in Gen.Elements(("catches", "weight_kg"), ("register", "length_m"))
        from filter in Filter(table.Item2)
        select table.Item1 + filter;

    private static string FigureOf(string rows) => rows.StartsWith("catches", StringComparison.Ordinal) ? "weight_kg" : "length_m";

    private static readonly Gen<string> total = Gen.OneOf(
        rows.Select(r => $"count({r})"),
        from r in rows from f in Gen.Elements("sum", "min", "max", "mean", "product") select $"{f}({r}.{FigureOf(r)})",
        rows.Select(r => $"count(distinct values({r}.vessel_id))"),
        from r in rows from n in number select $"sum(for x in {r} return x.{FigureOf(r)} * {n})",
        rows.Where(r => r.Contains("[vessel_id = row.vessel_id]", StringComparison.Ordinal)).Select(r => $"{r}[1].{FigureOf(r)}"));

    private static readonly Gen<string> truth = Gen.OneOf(
        from t in total from s in sign from n in number select $"{t} {s} {n}",
        from t in total from u in total from s in sign select $"{t} - {u} {s} 1",
        from r in rows from e in Gen.Elements("row.vessel_id", "\"A\"", "party.name") select $"list contains({r}.vessel_id, {e})",
        from r in rows from e in Gen.Elements("row.vessel_id", "\"A\"") select $"{e} in {r}.vessel_id",
        from r in rows from w in Gen.Elements("some", "every") from c in About("x.", FigureOf(r), false) select $"{w} x in {r} satisfies {c}",
        from r in rows from c in About("x.", FigureOf(r), false) select $"some x in {r} satisfies x.vessel_id = row.vessel_id and {c}",
        from r in rows from c in About("x.", FigureOf(r), false) select $"every x in {r} satisfies x.vessel_id != row.vessel_id or {c}",
        from c in About("x.", "length_m", false) select $"every c in catches satisfies some x in register satisfies x.vessel_id = c.vessel_id and {c}",
        from s in sign select $"count(register[vessel_id = row.vessel_id and length_m {s} weight_kg]) > 0",
        from s in sign select $"some x in register satisfies x.vessel_id = row.vessel_id and x.until {s} landed",
        from n in number from s in sign select $"weight_kg {s} {n}");

    public static readonly Gen<Case> Cases =
        from a in truth from b in truth from word in Gen.Elements("", " and ", " or ")
        from catches in catchRow.ArrayOf().Resize(6) from register in vesselRow.ArrayOf().Resize(5)
        select new Case(word.Length == 0 ? a : $"({a}){word}({b})", catches, register);
}

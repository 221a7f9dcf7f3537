using Entente.Bodies.Definitions;
using Entente.Feel;
using Entente.Feel.Checking;
using Entente.Feel.Explaining;
using Entente.Records.Content;
using Entente.Shared.Localisation;

namespace Entente.Records.Rules;

public static partial class Faults
{
    /// <summary>
    /// Why a check found what it found: the rule with the answers in it, as a sentence. Null where the fault is of no check, or its row
    /// is not there any more. The statement is held whole, so this is for what somebody looks at, not for a million rows.
    /// </summary>
    public static string? Why(RuleBook book, Fault fault, Statement statement, Surroundings around, Words words)
    {
        var told = fault.Rule == NotRun && fault.Facts is [var of, ..] ? of : fault.Rule;
        if (!told.StartsWith(Fault.OfCheck, StringComparison.Ordinal) || book.Definition.Check(told[Fault.OfCheck.Length..]) is not { } check)
            return null;
        var section = check.In is { } table && book.SectionAt.TryGetValue(table, out var at) ? at : -1;
        var row = section < 0 ? null : statement.Rows(check.In!).Find(row => row.Id == fault.Row);
        if (section >= 0 && row is null)
            return null;
        var scopes = new Scopes(book.Definition, book.Body, book.Others, streamed: false);
        var scope = section < 0 ? scopes.Whole() : scopes.Of(book.SectionOf(section));
        var whole = new Whole(book, statement, around);
        var why = Explained(check.That);
        return why is null || check.When is null || Explained(check.When) is not { } when ? why : words["faults.why-here", ("why", why), ("when", when)];

        string? Explained(string formula)
        {
            var rule = Rule.Check(formula, scope);
            return rule.Findings.Count > 0 ? null
                : new Voice(words.Language.Code, path => LabelOf(book, section, path, words)).Explain(Trace.Of(rule, whole.Values(rule.Scope, section, row), around.Limits));
        }
    }

    private static string? LabelOf(RuleBook book, int own, string path, Words words)
    {
        var parts = path.Split('.');
        var section = parts.Length > 1 && book.SectionAt.TryGetValue(parts[0], out var named) ? named : own;
        var name = section >= 0 && book.FieldAt(section, parts[^1]) is >= 0 and var field ? book.FieldOf(section, field)!.Name
            : parts.Length == 1 && book.SectionAt.TryGetValue(path, out var whole) ? book.SectionOf(whole).Name
            : null;
        return name?.In(words.Language.Code).Text;
    }

    /// <summary>A statement as values, with all its rows.</summary>
    private sealed class Whole(RuleBook book, Statement statement, Surroundings around)
    {
        public Value[] Values(Scope scope, int own, Row? row)
        {
            var mine = row is null ? null : ValueOf(own, row).AsContext;
            return [.. scope.Names.Select(name => mine is null ? Outer(name.Name) : name.Name == Scopes.Row ? Value.Of(mine) : mine.TryGet(name.Name, out var value) ? value : Outer(name.Name))];
        }

        private Value Outer(string name)
        {
            if (book.SectionAt.TryGetValue(name, out var section))
                return book.SectionOf(section).IsTable ? List(statement.Rows(name).Select(row => ValueOf(section, row))) : ValueOf(section, statement.Fields(name));
            if (book.Definition.Facts.FirstOrDefault(fact => fact.Code == name) is { } fact)
                return book.RowsOf(name, around) is not { } rows ? Value.Null : book.Scopes.IsOne(fact) ? rows.FirstOrDefault() : List(rows);
            return name == Scopes.Party ? around.PartyAsValue() : name == Scopes.Period ? around.PeriodAsValue() : Value.Null;
        }

        private Value ValueOf(int section, Row row)
        {
            var values = book.Cells[section].Make();
            book.Cells[section].Read(row.Answers, values, around);
            return Value.Of(new Context(book.Cells[section].Shape, values));
        }

        private static Value List(IEnumerable<Value> rows) => Value.Of(FeelList.Of([.. rows]));
    }
}

using Entente.Feel.Syntax;
using Path = Entente.Feel.Syntax.Path;
using static Entente.Feel.Checking.FeelType;

namespace Entente.Feel.Checking;

internal sealed partial class Inference
{
    private FeelType NameOf(Name name)
    {
        var binding = Find(name.Text);
        if (binding is null)
            binding = Unknown(name);
        bindings[name] = binding;
        return binding.Type;
    }

    private Binding? Find(string name)
    {
        var open = false;
        for (var at = frame; at is not null; at = at.Outer)
        {
            if (at.Find(name) is { } binding)
                return open ? binding with { Type = Any } : binding;
            open |= at is ItemFrame { IsOpen: true };
        }
        if (scope.TryFind(name, out var slot))
            return new Binding(BindingKind.Slot, open ? Any : scope.Names[slot].Type, slot);
        if (Signatures.Find(name) is not null)
            return new Binding(BindingKind.BuiltIn, Any);
        return open && name != "?" ? new Binding(BindingKind.Unknown, Any) : null;
    }

    private Binding Unknown(Name name)
    {
        if (name.Text == "?")
            Report("test-outside", name.At, []);
        else
            Report("unknown-name", name.At, [name.Text], MemberOfScope(name.Text) ?? Nearest.To(name.Text, NamesHere()));
        return new Binding(BindingKind.Unknown, Any);
    }

    // quota_kg instead of party.quota_kg.
    private string? MemberOfScope(string name) =>
        scope.Names.Where(n => n.Type is ContextType context && context.Has(name)).Select(n => n.Name + "." + name).FirstOrDefault();

    private IEnumerable<string> NamesHere()
    {
        for (var at = frame; at is not null; at = at.Outer)
            foreach (var name in at.Names)
                yield return name;
        foreach (var (name, _) in scope.Names)
            yield return name;
    }

    private FeelType PathOf(Path path) => MemberOf(Of(path.Of), path);

    private FeelType MemberOf(FeelType of, Path path)
    {
        switch (of)
        {
            case AnyType or SimpleType { Kind: Kind.Null }:
                return Any;
            case ListType list:
                return new ListType(MemberOf(list.Member, path));
            case ContextType context when context.TypeOf(path.Member) is { } member:
                return member;
        }
        var members = MembersOf(of);
        if (members.FirstOrDefault(m => m.Name == path.Member).Type is { } type)
            return type;
        if (members.Count == 0 && of is not ContextType)
            Report("no-members", At(path), [path.Member, of.Key]);
        else
            Report("unknown-member", At(path), [path.Member, of.Key], Nearest.To(path.Member, members.Select(m => m.Name)));
        return Any;
    }

    // The member alone, not what it is a member of.
    private static Span At(Path path) =>
        path.At.Length > path.Member.Length ? new Span(path.At.End - path.Member.Length, path.Member.Length) : path.At;

    /// <summary>The members of what is no context: the year of a date (DMN 1.5, table 65).</summary>
    internal static Seq<(string Name, FeelType Type)> MembersOf(FeelType type) => type switch
    {
        ContextType context => context.Members,
        RangeType range => [("start", range.End), ("end", range.End), ("start included", FeelType.Boolean), ("end included", FeelType.Boolean)],
        SimpleType { Kind: Kind.Date } => DateMembers,
        SimpleType { Kind: Kind.Time } => TimeMembers,
        SimpleType { Kind: Kind.DateAndTime } => [.. DateMembers, .. TimeMembers],
        SimpleType { Kind: Kind.DaysDuration } => [("days", Number), ("hours", Number), ("minutes", Number), ("seconds", Number)],
        SimpleType { Kind: Kind.YearsDuration } => [("years", Number), ("months", Number)],
        _ => [],
    };

    private static readonly Seq<(string Name, FeelType Type)> DateMembers =
        [("year", Number), ("month", Number), ("day", Number), ("weekday", Number)];

    private static readonly Seq<(string Name, FeelType Type)> TimeMembers =
        [("hour", Number), ("minute", Number), ("second", Number), ("time offset", DaysDuration), ("timezone", Text)];
}

using Entente.Feel.Syntax;

namespace Entente.Feel.Running;

/// <summary>What a rule makes is paid for before it is made, and has a greatest size.</summary>
internal static class Sizes
{
    // So many characters cost a step.
    private const int CharactersPerStep = 16;

    /// <summary>Whether a text of this length may be made; otherwise the evaluation is halted.</summary>
    public static bool MayMakeText(Evaluation e, long length, Span at)
    {
        if (length > e.Limits.Size)
        {
            e.Halt("too-large", at, Words.Of(e.Limits.Size));
            return false;
        }
        return e.Spend((length / CharactersPerStep) + 1);
    }

    /// <summary>Whether a list of so many members may be made; otherwise the evaluation is halted.</summary>
    public static bool MayMakeList(Evaluation e, long count, Span at)
    {
        if (count > e.Limits.Size)
        {
            e.Halt("too-large", at, Words.Of(e.Limits.Size));
            return false;
        }
        return e.Spend(count + 1);
    }

    public static Value Joined(Evaluation e, string a, string b, Span at) =>
        MayMakeText(e, (long)a.Length + b.Length, at) ? Value.Of(string.Concat(a, b)) : e.Halted;

    /// <summary>A list of these, if it may be made.</summary>
    public static Value List(Evaluation e, FeelList.Builder members, Span at) =>
        MayMakeList(e, members.Count, at) ? Value.Of(members.ToList()) : e.Halted;
}

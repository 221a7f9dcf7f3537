using System.Text.RegularExpressions;

namespace Entente.Feel.Running;

/// <summary>Matches patterns with back-references by trying. Every attempt is a step of the budget, so it ends whatever the pattern.</summary>
internal sealed class Backtracking(PatternNode tree, int groups, bool ignoreCase)
{
    private readonly Dictionary<string, Regex> sets = Sets(tree, ignoreCase).ToDictionary(pair => pair.Net, pair => pair.Regex, StringComparer.Ordinal);

    private delegate bool Then(int at);

    /// <summary>The first match from a place on; null when there is none or the evaluation was halted.</summary>
    public (int Start, int End)[]? Find(Evaluation e, string text, int from)
    {
        for (var start = from; start <= text.Length && !e.IsHalted; start++)
        {
            var attempt = new Attempt(this, e, text, groups);
            if (attempt.Try(tree, start, end => attempt.Close(start, end)))
                return attempt.Found;
        }
        return null;
    }

    private static IEnumerable<(string Net, Regex Regex)> Sets(PatternNode tree, bool ignoreCase) =>
        Nets(tree).Distinct(StringComparer.Ordinal).Select(net => (net, Pattern.Compiled($@"\A(?:{net})\z", ignoreCase)));

    private static IEnumerable<string> Nets(PatternNode node) => node switch
    {
        CharacterSet set => [set.Net],
        Following following => following.Parts.SelectMany(Nets),
        Choice choice => choice.Branches.SelectMany(Nets),
        Repeated repeated => Nets(repeated.Of),
        Grouped group => Nets(group.Of),
        _ => [],
    };

    private sealed class Attempt(Backtracking pattern, Evaluation e, string text, int groups)
    {
        public (int Start, int End)[] Found { get; } = Nothing(groups);

        public bool Close(int start, int end)
        {
            Found[0] = (start, end);
            return true;
        }

        public bool Try(PatternNode node, int at, Then then)
        {
            if (!e.Spend(1))
                return false;
            if (!System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                e.Halt("too-deep", default);
                return false;
            }
            return node switch
            {
                CharacterSet set => Character(set, at, then),
                Following following => InTurn(following.Parts, 0, at, then),
                Choice choice => choice.Branches.Any(branch => Try(branch, at, then)),
                Grouped group => Group(group, at, then),
                Back back => Again(back.Number, at, then),
                Edge edge => IsAt(edge, at) && then(at),
                Repeated repeated => Repeat(repeated, 0, at, -1, then),
                _ => false,
            };
        }

        private bool Character(CharacterSet set, int at, Then then)
        {
            if (at >= text.Length)
                return false;
            var length = at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
            return pattern.sets[set.Net].IsMatch(text.AsSpan(at, length)) && then(at + length);
        }

        private bool InTurn(IReadOnlyList<PatternNode> parts, int index, int at, Then then) =>
            index == parts.Count ? then(at) : Try(parts[index], at, next => InTurn(parts, index + 1, next, then));

        private bool Group(Grouped group, int at, Then then)
        {
            if (group.Number is not { } number)
                return Try(group.Of, at, then);
            var before = Found[number];
            if (Try(group.Of, at, end => Keep(number, at, end, then)))
                return true;
            Found[number] = before;
            return false;
        }

        private bool Keep(int number, int start, int end, Then then)
        {
            var before = Found[number];
            Found[number] = (start, end);
            if (then(end))
                return true;
            Found[number] = before;
            return false;
        }

        // A group that took no part is the empty text.
        private bool Again(int number, int at, Then then)
        {
            var (start, end) = Found[number];
            var length = end - start;
            return length <= text.Length - at
                && string.Compare(text, Math.Max(start, 0), text, at, length, pattern.Comparison) == 0
                && then(at + length);
        }

        // A turn that took nothing is the last, or it would go on for ever.
        private bool Repeat(Repeated repeated, int turns, int at, int before, Then then)
        {
            bool More() => (repeated.Most is not { } most || turns < most) && (at != before || turns < repeated.Fewest)
                && Try(repeated.Of, at, next => Repeat(repeated, turns + 1, next, at, then));
            if (turns < repeated.Fewest)
                return More();
            return repeated.Lazy ? then(at) || More() : More() || then(at);
        }

        private bool IsAt(Edge edge, int at) => edge.Start
            ? at == 0 || (edge.OfLine && text[at - 1] == '\n')
            : at == text.Length || (edge.OfLine && text[at] == '\n');

        private static (int, int)[] Nothing(int groups)
        {
            var nothing = new (int, int)[groups + 1];
            Array.Fill(nothing, (-1, -1));
            return nothing;
        }
    }

    private StringComparison Comparison => ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
}

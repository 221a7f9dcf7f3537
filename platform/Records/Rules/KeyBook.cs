using Entente.Feel;
using Entente.Records.Content;

namespace Entente.Records.Rules;

/// <summary>
/// Finds rows of one table that have the same key, in eight bytes or so a row: first only a hash is kept; where two are alike, the
/// rows with that hash are looked at exactly when the table goes by once more.
/// </summary>
internal sealed class KeyBook(int[] fields)
{
    private readonly HashSet<ulong> _seen = [];
    private readonly HashSet<ulong> _suspects = [];
    private readonly Dictionary<Key, long> _first = [];

    public int[] Fields => fields;

    /// <summary>Whether the table has to go by once more.</summary>
    public bool IsInDoubt => _suspects.Count > 0;

    public void Note(Answer[] answers)
    {
        if (HashOf(answers) is { } hash && !_seen.Add(hash))
            _suspects.Add(hash);
    }

    /// <summary>Of a row that has gone by before: the number of the first row with the same key, when this is another.</summary>
    public long? FirstLike(Answer[] answers, long number)
    {
        if (HashOf(answers) is not { } hash || !_suspects.Contains(hash))
            return null;
        var key = new Key([.. fields.Select(field => answers[field])]);
        return _first.TryAdd(key, number) ? null : _first[key];
    }

    /// <summary>All of the key is missing: then there is no key, and other rules say so.</summary>
    private ulong? HashOf(Answer[] answers)
    {
        var hash = 14695981039346656037UL;
        var any = false;
        foreach (var field in fields)
        {
            ref readonly var answer = ref answers[field];
            any |= !answer.IsBlank;
            hash = unchecked((hash ^ HashOf(answer)) * 0x9E3779B97F4A7C15UL);
            hash ^= hash >> 29;
        }
        return any ? hash : null;
    }

    private static ulong HashOf(in Answer answer)
    {
        if (answer is not { HasValue: true, Value.Kind: Kind.Text })
            return unchecked(((ulong)answer.Kind << 56) ^ (uint)answer.Value.GetHashCode() ^ (answer.Value.Kind == Kind.Number && answer.Value.AsNumber.TryToInt64(out var whole) ? (ulong)whole << 20 : 0));
        var hash = 14695981039346656037UL;
        foreach (var letter in answer.Value.AsText)
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        return hash;
    }

    private sealed record Key(Answer[] Parts)
    {
        public bool Equals(Key? other) => other is not null && Parts.AsSpan().SequenceEqual(other.Parts, Alike.Answers);

        public override int GetHashCode()
        {
            var hash = new HashCode();
            foreach (var part in Parts)
                hash.Add(Alike.Answers.GetHashCode(part));
            return hash.ToHashCode();
        }
    }

    private sealed class Alike : IEqualityComparer<Answer>
    {
        public static readonly Alike Answers = new();

        public bool Equals(Answer x, Answer y) => x.Kind == y.Kind && x.Value.Equals(y.Value);

        public int GetHashCode(Answer answer) => HashCode.Combine(answer.Kind, answer.Value.GetHashCode());
    }
}

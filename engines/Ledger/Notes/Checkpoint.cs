using System.Globalization;

namespace Entente.Ledger;

/// <summary>What a log says of itself at one moment (C2SP tlog-checkpoint): its name, how many leaves it has, and their root.</summary>
/// <example><code>
/// var checkpoint = new Checkpoint("example.org/log", tree.Size, tree.Root());
/// SignedNote note = checkpoint.Sign(key);             // with several keys while one takes over from another
/// </code></example>
/// <param name="Origin">The log's name for ever, without scheme: <c>example.org/log</c>.</param>
/// <param name="Size">How many leaves.</param>
/// <param name="Root">Over all of them.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    /// <summary>Lines after these three, which only those who wrote them understand.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>What is signed.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n{string.Concat(Extensions.Select(line => line + "\n"))}");

    /// <summary>The checkpoint in a note. Its signatures are not looked at.</summary>
    /// <exception cref="LedgerFormatException">The note is no checkpoint.</exception>
    public static Checkpoint Parse(SignedNote note)
    {
        var lines = Strict.Lines(note.Text, "The checkpoint");
        if (lines.Length < 3 || lines.Contains(""))
            throw new LedgerFormatException("A checkpoint has three lines or more, none of them empty.");
        return new Checkpoint(lines[0], Strict.Count(lines[1], "The size of the checkpoint"), Strict.Hash(lines[2], "The root of the checkpoint")) { Extensions = lines[3..] };
    }

    /// <summary>The checkpoint with the signatures of these keys of the log.</summary>
    public SignedNote Sign(params ReadOnlySpan<SigningKey> keys)
    {
        var text = Text;
        var note = new SignedNote(text, []);
        foreach (var key in keys)
            note = note.With(key.Sign(text));
        return note;
    }
}

using System.Buffers.Binary;

namespace Entente.Ledger;

/// <summary>A signature line of a note: the name and number of a key, and what it made.</summary>
/// <param name="Name">Of the key: <c>example.org/log</c>.</param>
/// <param name="KeyId">Tells keys of the same name apart; no proof of anything.</param>
/// <param name="Bytes">What comes after the number; its form is a matter of the kind of key.</param>
public sealed record NoteSignature(string Name, uint KeyId, ReadOnlyMemory<byte> Bytes)
{
    private const string Dash = "— ";
    private const int IdLength = 4;

    /// <summary>Whether the same key is named.</summary>
    public bool IsBySameKeyAs(NoteSignature other) => KeyId == other.KeyId && Name == other.Name;

    /// <summary>The line, with its line feed.</summary>
    public override string ToString()
    {
        var bytes = new byte[IdLength + Bytes.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, KeyId);
        Bytes.CopyTo(bytes.AsMemory(IdLength));
        return $"{Dash}{Name} {Convert.ToBase64String(bytes)}\n";
    }

    /// <summary>Reads a line without its line feed.</summary>
    /// <exception cref="LedgerFormatException">It is no signature.</exception>
    internal static NoteSignature Parse(string line)
    {
        if (!line.StartsWith(Dash, StringComparison.Ordinal) || line.IndexOf(' ', Dash.Length) is not (> 0 and var space) || !Strict.IsKeyName(line.AsSpan(Dash.Length..space)))
            throw new LedgerFormatException("A line among the signatures is none: it begins with a dash, a space, the key's name and a space.");
        var bytes = Strict.Base64(line.AsSpan(space + 1), "A signature");
        if (bytes.Length <= IdLength)
            throw new LedgerFormatException("A signature is empty.");
        return new NoteSignature(line[Dash.Length..space], BinaryPrimitives.ReadUInt32BigEndian(bytes), bytes.AsMemory(IdLength));
    }
}

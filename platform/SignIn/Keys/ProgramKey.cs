using System.Buffers.Text;

namespace Entente.SignIn;

/// <summary>What a program sends to act for a post: <c>entente_</c>, the key's number and its secret. Programs that look for leaked secrets know them by the first word.</summary>
public sealed record ProgramKey(Guid Id, byte[] Hash)
{
    public const string Mark = "entente_";

    private const int IdLength = 22;

    public static (ProgramKey Key, string Text) New(Guid id)
    {
        var secret = Token.New();
        return (new ProgramKey(id, secret.Hash), $"{Mark}{Base64Url.EncodeToString(id.ToByteArray())}{secret.Text}");
    }

    /// <summary>Null for what never was a key of ours.</summary>
    public static ProgramKey? Read(string? text)
    {
        if (text?.StartsWith(Mark, StringComparison.Ordinal) != true || text.Length < Mark.Length + IdLength)
            return null;
        Span<byte> id = stackalloc byte[16];
        var number = text.AsSpan(Mark.Length, IdLength);
        return Base64Url.TryDecodeFromChars(number, id, out var written) && written == 16 && Token.HashOf(text[(Mark.Length + IdLength)..]) is { } hash
            ? new ProgramKey(new Guid(id), hash)
            : null;
    }
}

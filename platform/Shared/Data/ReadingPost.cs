namespace Entente.Shared.Data;

/// <summary>
/// The one post with which everything of this request is read, when it came with the key of a program. It is not a
/// parameter of each reading, because one that forgot it would answer with all that the key's maker may read.
/// </summary>
public static class ReadingPost
{
    private static readonly AsyncLocal<Guid?> Now = new();

    /// <summary>The holding; null for a person, who reads with all posts held.</summary>
    public static Guid? Only { get => Now.Value; set => Now.Value = value; }
}

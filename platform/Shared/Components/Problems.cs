namespace Entente.Shared.Components;

/// <summary>
/// What is wrong with what somebody sent: a message per field, in the order of the page. The layout shows them all
/// at the top, each linked to its field, and each field shows its own.
/// </summary>
public sealed class Problems
{
    private readonly List<Problem> _all = [];

    public static Problems Of(HttpContext context)
    {
        if (context.Features.Get<Problems>() is { } problems)
            return problems;
        problems = new Problems();
        context.Features.Set(problems);
        return problems;
    }

    public bool Any => _all.Count > 0;

    public IReadOnlyList<Problem> All => _all;

    /// <summary>The first message of the field, or of one of its parts ("Due.Month" is a part of "Due").</summary>
    public string? this[string field] =>
        _all.Find(problem => problem.Field == field || problem.Field?.StartsWith(field + ".", StringComparison.Ordinal) == true)?.Message;

    public void Add(string field, string message) => _all.Add(new Problem(field, message));

    /// <summary>A problem of no single field.</summary>
    public void Add(string message) => _all.Add(new Problem(null, message));

    /// <summary>The person asked for something else than to send the form: nothing is wrong yet.</summary>
    internal void Clear() => _all.Clear();

    /// <summary>Whether the field, or exactly this part of it, is to blame.</summary>
    public bool Blames(string field, string? part = null) =>
        _all.Exists(problem => problem.Field == field || (part is not null && problem.Field == $"{field}.{part}"));
}

/// <summary>One message, and the name of the field it is about.</summary>
public sealed record Problem(string? Field, string Message)
{
    public string? Anchor => Field is null ? null : "#" + FieldId.Of(Field);
}

/// <summary>The id of the element that holds a field, made of the field's name.</summary>
public static class FieldId
{
    public static string Of(string name) =>
        string.Create(name.Length, name, (id, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                id[i] = char.IsAsciiLetterOrDigit(from[i]) || from[i] is '-' or '_' ? from[i] : '_';
        });
}

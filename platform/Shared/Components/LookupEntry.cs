namespace Entente.Shared.Components;

/// <summary>What a <c>&lt;lookup-field&gt;</c> sends: the text that was typed, and the thing chosen for exactly that text.</summary>
public sealed class LookupEntry
{
    public string? Text { get; set; }

    public string? Value { get; set; }

    /// <summary>The text for which <see cref="Value"/> was chosen: once something else is typed, the choice is no longer meant.</summary>
    public string? Of { get; set; }

    /// <summary>What was found for a text that names no single thing, to choose from.</summary>
    internal IReadOnlyList<Option> Offered { get; private set; } = [];

    /// <summary>How many more were found than are offered.</summary>
    internal int More { get; private set; }

    /// <summary>What stands in the field when it is first shown.</summary>
    public static LookupEntry From(Option? chosen) => new() { Text = chosen?.Text, Value = chosen?.Value, Of = chosen?.Text };

    /// <summary>What was chosen, by picking it or by typing its name or code; null when nothing was, and then what matches is offered.</summary>
    public Option? Read(OptionSearch options)
    {
        var typed = Text?.Trim() ?? "";
        var chosen = typed.Length > 0 && Value is { Length: > 0 } && Of?.Trim() == typed ? options.Find(Value) : null;
        chosen ??= typed.Length > 0 ? options.Named(typed) : null;
        (Text, Value, Of) = (chosen?.Text ?? Text, chosen?.Value, chosen?.Text ?? typed);
        if (chosen is not null || typed.Length == 0)
            return chosen;
        var found = options.Matching(typed);
        Offered = [.. found.Take(OptionSearch.Most)];
        More = found.Count - Offered.Count;
        return null;
    }
}

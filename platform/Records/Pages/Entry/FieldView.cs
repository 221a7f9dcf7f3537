using Entente.Bodies.Definitions;
using Entente.Records.Files;
using Entente.Shared.Components;
using Field = Entente.Bodies.Definitions.Field;

namespace Entente.Records.Pages.Entry;

/// <summary>One question of a section of fields, with what stands there for it.</summary>
/// <param name="Name">Of its input.</param>
/// <param name="Text">The answer as people type it; for a choice its code.</param>
/// <param name="Instead">What was said instead of a value.</param>
public sealed record FieldView(Field Field, string Name, string Label, FieldControl Control, string Text, AnswerKind Instead, string? Reason)
{
    public string? Hint { get; init; }

    public string? Help { get; init; }

    public bool Optional { get; init; }

    /// <summary>Whether it is asked as things stand; one that is not may be asked once another answer changes.</summary>
    public bool Asked { get; init; } = true;

    /// <summary>When it is asked, as a rule that runs in the page; null where only the server knows.</summary>
    public string? When { get; init; }

    /// <summary>Filled in from the period before, and nobody has looked at it yet.</summary>
    public bool ToConfirm { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>For what is looked up on the server.</summary>
    public LookupEntry? Lookup { get; init; }

    /// <summary>Where it is looked up.</summary>
    public string? From { get; init; }

    /// <summary>A unit or a currency.</summary>
    public string? Suffix { get; init; }

    /// <summary>For a file that was sent: which.</summary>
    public StoredFile? File { get; init; }

    public IEnumerable<string> Ticked => Text.Split("; ", StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>With what a question is answered.</summary>
public enum FieldControl
{
    Line,
    Email,
    Url,
    Area,
    Number,
    Date,
    Radios,
    Select,
    Choice,
    Lookup,
    Boxes,
    File,
    /// <summary>Worked out by the platform; nobody types it.</summary>
    Fixed,
}

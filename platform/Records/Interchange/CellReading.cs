using System.Runtime.InteropServices;
using Entente.Bodies;
using Entente.Bodies.Definitions;
using Entente.Records.Content;

namespace Entente.Records.Interchange;

/// <summary>
/// What a typed or pasted text was found to be: an answer, or the rule that it breaks with the facts that the words need
/// (<see cref="InterchangeFaults"/>).
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CellReading(Answer Answer, string? Rule, IReadOnlyList<string>? Facts)
{
    public bool Understood => Rule is null;

    public static CellReading Of(Answer answer) => new(answer, null, null);

    public static CellReading Wrong(string rule, params IReadOnlyList<string> facts) => new(default, rule, facts);

    /// <summary>The fault at its place; null when the text was understood.</summary>
    public Fault? At(string? section, Guid? row, long? rowNumber, string? field) =>
        Rule is null ? null : new Fault(Rule, CheckLevel.Error, section, row, rowNumber, field, Facts ?? []);
}

/// <summary>How codes, parties and references are written in a cell. All of them read back.</summary>
public enum CodeStyle
{
    /// <summary>PS</summary>
    Code,

    /// <summary>Purse seine; the code where two have that label.</summary>
    Label,

    /// <summary>PS – Purse seine</summary>
    Both,
}

/// <summary>A record that a reference may name: its id, and what people call it.</summary>
public sealed record Entry(string Id, string Title)
{
    /// <summary>Its names and numbers one by one, as they are on the day: each of them names it too, where no other has it.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>Whether it holds on the day.</summary>
    public bool InForce { get; init; } = true;

    /// <summary>How it is worded for who reads, where its register words it in several languages; null: by its title.</summary>
    public LocalText? Worded { get; init; }
}

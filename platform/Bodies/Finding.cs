using System.Runtime.InteropServices;

namespace Entente.Bodies;

/// <summary>
/// One thing wrong with a body's folder: where it is (line and column count from 1; the file is named from the
/// folder), which rule it breaks, what is wrong and how to mend it.
/// </summary>
public sealed record Finding(string File, int Line, int Column, string Rule, string What, string Mend, FindingLevel Level = FindingLevel.Error)
{
    public override string ToString() => $"{File}:{Line}:{Column}  {(Level == FindingLevel.Error ? "error" : "warning")}  {What} {Mend} [{Rule}]";
}

/// <summary>With an error nothing is published; a warning is only said.</summary>
public enum FindingLevel { Error, Warning }

/// <summary>A place in a file; lines and columns count from 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Place(int Line, int Column)
{
    public static readonly Place Start = new(1, 1);
}

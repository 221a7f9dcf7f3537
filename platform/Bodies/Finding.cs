using System.Runtime.InteropServices;

namespace Entente.Bodies;

/// <summary>
/// One thing wrong with a body's folder: where it is (line and column count from 1; the file is named from the
/// folder), which rule it breaks, what is wrong and how to mend it.
/// </summary>
public sealed record Finding(string File, int Line, int Column, string Rule, string What, string Mend)
{
    public override string ToString() => $"{File}:{Line}:{Column}  error  {What} {Mend} [{Rule}]";
}

/// <summary>A place in a file; lines and columns count from 1.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Place(int Line, int Column)
{
    public static readonly Place Start = new(1, 1);
}

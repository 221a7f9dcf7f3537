namespace Entente.Feel.Running;

/// <summary>A part of a regular expression.</summary>
internal abstract record PatternNode
{
    /// <summary>How large it is when its repetitions are written out.</summary>
    public abstract long Size { get; }
}

/// <summary>One character of a set, in the notation of .NET.</summary>
internal sealed record CharacterSet(string Net) : PatternNode
{
    public override long Size => 1;
}

/// <summary>One after the other.</summary>
internal sealed record Following(IReadOnlyList<PatternNode> Parts) : PatternNode
{
    public override long Size => 1 + Parts.Sum(part => part.Size);
}

/// <summary>One of them.</summary>
internal sealed record Choice(IReadOnlyList<PatternNode> Branches) : PatternNode
{
    public override long Size => 1 + Branches.Sum(branch => branch.Size);
}

/// <summary>So many times; no Most is any number.</summary>
internal sealed record Repeated(PatternNode Of, int Fewest, int? Most, bool Lazy) : PatternNode
{
    public override long Size => 1 + (Of.Size * Math.Max(1, Most ?? (Fewest + 1)));
}

/// <summary>In round brackets; without a number it is not kept.</summary>
internal sealed record Grouped(int? Number, PatternNode Of) : PatternNode
{
    public override long Size => 1 + Of.Size;
}

/// <summary>The same text as a group.</summary>
internal sealed record Back(int Number) : PatternNode
{
    public override long Size => 1;
}

/// <summary>The beginning or the end of the text, or of a line.</summary>
internal sealed record Edge(bool Start, bool OfLine) : PatternNode
{
    public override long Size => 1;
}

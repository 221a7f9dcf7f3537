namespace Entente.Feel.Dmn;

/// <summary>A DMN file as bytes, so that its own encoding holds.</summary>
/// <param name="Name">What it is called in findings.</param>
/// <param name="Content">The XML.</param>
public sealed record DmnFile(string Name, ReadOnlyMemory<byte> Content);

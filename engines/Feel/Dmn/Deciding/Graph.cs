namespace Entente.Feel.Dmn.Deciding;

/// <summary>The elements of a model and of those it imports, with their references followed.</summary>
internal sealed class Graph
{
    public List<Unit> Units { get; } = [];
}

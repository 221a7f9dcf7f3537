using Entente.Feel.Dmn.Translating;
using Entente.Feel.Running;
using Entente.Feel.Syntax;

namespace Entente.Feel.Dmn.Tables;

/// <summary>The names that expressions take from around them. A name that is bound inside as well does no harm: it is passed and not used.</summary>
internal sealed class FreeNames(Surroundings around)
{
    private readonly List<string> _names = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal) { "?" };

    public Seq<string> Of(IEnumerable<Node?> nodes)
    {
        foreach (var node in nodes)
            foreach (var name in node?.Walk().OfType<Name>() ?? [])
                if (_seen.Add(name.Text) && IsOuter(name.Text))
                    _names.Add(name.Text);
        return [.. _names];
    }

    private bool IsOuter(string name) => around.Known.Contains(name) || (around.IsOpen && Library.Find(name) is null);
}

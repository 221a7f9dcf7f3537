using Entente.Shared.Localisation;

namespace Entente.Tests.House.Localisation;

/// <summary>What a translation must have in common with its source: names, branches and plural forms, wherever they are nested.</summary>
internal sealed record Shape(SortedSet<string> Names, SortedSet<string> Branches, IReadOnlyList<Part.Plural> Plurals)
{
    public static Shape Of(Message message)
    {
        var shape = new Shape(new(StringComparer.Ordinal), new(StringComparer.Ordinal), new List<Part.Plural>());
        shape.Add(message);
        return shape;
    }

    private void Add(Message message)
    {
        foreach (var part in message.Parts)
        {
            switch (part)
            {
                case Part.Placeholder placeholder:
                    Names.Add(placeholder.Name);
                    break;
                case Part.Plural plural:
                    Names.Add(plural.Name);
                    ((List<Part.Plural>)Plurals).Add(plural);
                    foreach (var branch in plural.Exact.Values.Concat(plural.Forms.Values))
                        Add(branch);
                    break;
                case Part.Select select:
                    Names.Add(select.Name);
                    foreach (var (value, branch) in select.Branches)
                    {
                        Branches.Add($"{select.Name}={value}");
                        Add(branch);
                    }
                    break;
            }
        }
    }
}

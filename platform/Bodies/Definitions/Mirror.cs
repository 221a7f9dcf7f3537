namespace Entente.Bodies.Definitions;

/// <summary>
/// Another return in which somebody else says the same from the other side: what one party imported from another, that other exported to it.
/// </summary>
/// <param name="Name">What the comparison is called.</param>
/// <param name="Side">What the party is that declares this return: the importer.</param>
/// <param name="TheirSide">What the party is that declares the other: the exporter.</param>
/// <param name="Return">The other return.</param>
/// <param name="Section">The table of this one.</param>
/// <param name="TheirSection">The table of the other.</param>
/// <param name="Partner">The field of this table that names the other side.</param>
/// <param name="TheirPartner">The field of the other table that names this side.</param>
/// <param name="Agree">The fields, called the same in both, in which rows must agree to be about the same thing.</param>
/// <param name="Figure">The number, called the same in both, that is compared.</param>
public sealed record Mirror(LocalText Name, LocalText Side, LocalText TheirSide, string Return, string Section, string TheirSection, string Partner, string TheirPartner, IReadOnlyList<string> Agree, string Figure)
{
    /// <summary>How far the figures may be apart, in hundredths of the larger one.</summary>
    public decimal WithinPercent { get; init; }

    /// <summary>How far they may be apart in any case, in the unit of the figure.</summary>
    public decimal WithinAmount { get; init; }
}

namespace Entente.Feel.Syntax;

/// <summary>Writes trees as text that reads back as the same tree, with no more brackets than that needs.</summary>
/// <example><c>Printer.Print(Parser.Expression("(a*b)+c").Tree!)</c> is <c>a * b + c</c></example>
public static class Printer
{
    /// <summary>The text of a tree. Names in it that are no words of the language must be in scope when it is read again.</summary>
    /// <param name="node">The tree.</param>
    /// <param name="names">Further names of more than one word in the scope of the tree, so that <c>a - b</c> is not read as one of them.</param>
    public static string Print(Node node, Names? names = null)
    {
        var printing = new Printing();
        printing.Write(node);
        return Guarding.Protect(printing.Text, printing.Guards, node, names ?? Names.None);
    }
}

using Entente.Feel.Syntax;

namespace Entente.Feel;

/// <summary>
/// Something said about an expression before it runs, or about a value that could not be had while it ran.
/// It is kept as a code with its facts and put into words when read (see <c>Explaining</c>).
/// </summary>
/// <param name="Code">What is wrong, as a key of the texts: <c>unknown-name</c>, <c>divided-by-zero</c>.</param>
/// <param name="At">Where in the text.</param>
/// <param name="Facts">What the words mention, in the order of the text's places: the name, the types, the values.</param>
/// <param name="Suggestion">What was probably meant, to put in its place; null when nothing is near.</param>
public sealed record Finding(string Code, Span At, Seq<string> Facts, string? Suggestion = null);

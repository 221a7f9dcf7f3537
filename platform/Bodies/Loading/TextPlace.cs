namespace Entente.Bodies.Loading;

/// <summary>A text of a body, and where it is written in each language; a language that is missing has no entry.</summary>
/// <param name="Place">posts.chair.name, definitions.annual-report.sections.report.name.</param>
/// <param name="File">The file that asks for it.</param>
/// <param name="Path">The keys that lead to it there.</param>
/// <param name="Beside">The languages stand beside each other: <c>{en: …, fr: …}</c>.</param>
public sealed record TextPlace(string Place, string File, IReadOnlyList<string> Path, bool Beside, IReadOnlyDictionary<string, TextWritten> Texts);

/// <summary>A text in one language, in which file and by which keys.</summary>
public sealed record TextWritten(string Text, string File, IReadOnlyList<string> Path);

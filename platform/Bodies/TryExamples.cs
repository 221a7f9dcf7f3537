using Entente.Bodies.Loading;

namespace Entente.Bodies;

/// <summary>Runs a folder's examples and says where they differ from what they expect; the room that judges statements knows how.</summary>
public delegate IReadOnlyList<Finding> TryExamples(Loaded loaded);

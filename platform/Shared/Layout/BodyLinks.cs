using Entente.Bodies;
using Entente.Shared.Localisation;

namespace Entente.Shared.Layout;

/// <summary>
/// How a room puts its pages into the navigation of a body: it registers one of these
/// (<c>services.AddSingleton&lt;BodyLinks&gt;(…)</c>), and every page of a body shows them all.
/// </summary>
/// <param name="reader">Null: the public.</param>
public delegate IEnumerable<Crumb> BodyLinks(Body body, Words t, Person? reader);

using Entente.Shared.Localisation;
using Entente.Tests.Kit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Entente.Tests.House.Localisation;

/// <summary>The catalogue of the application as tests use it.</summary>
internal static class Speaking
{
    public static TestClock Clock { get; } = new();

    public static Texts Texts { get; } = Texts.Load(typeof(Texts).Assembly, pseudo: true, Clock, NullLogger<Texts>.Instance);

    public static Words In(string language, string? zone = null) => Texts.WordsIn(language, zone);
}

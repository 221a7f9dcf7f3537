using Entente.Bodies;
using Entente.Bodies.Loading;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>Whatever happens to the bytes of a folder: it loads, or it says what is wrong; it never throws.</summary>
public sealed class SpoiltBodyTests
{
    private static readonly Example Good = Example.New();
    private static readonly string[] Files = [.. Good.Files.Keys.Where(file => file != "README.md").Order(StringComparer.Ordinal)];

    // Bytes that mean something to one of the formats come more often than chance would bring them.
    private static readonly byte[][] Telling =
    [
        [0], [9], [10], [13], [34], [39], [44], [58], [59], [35], [45], [91], [93], [123], [125], [38], [42], [33], [124], [62], [37], [64], [96], [63], [92], [126],
        [0xFF], [0xFE], [0xC3], [0xE9], [0xEF, 0xBB, 0xBF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xC2, 0x85], [0xE2, 0x80, 0xA8], "\"\\uD800\""u8.ToArray(), "\n---\n"u8.ToArray(), "<<: *a"u8.ToArray(), "\"\\U00110000\""u8.ToArray(),
    ];

    private static readonly Gen<Mutation> Mutations =
        from file in Gen.Elements(Files)
        from place in Gen.Choose(0, Good.Files[file].Length)
        from length in Gen.Frequency((5, Gen.Constant(0)), (3, Gen.Choose(1, 4)), (1, Gen.Choose(5, 400)))
        from inserted in Gen.OneOf(Gen.Elements(Telling), Gen.ArrayOf(Gen.Choose(0, 255).Select(number => (byte)number)))
        select new Mutation(file, place, length, inserted);

    [Fact]
    public void A_spoilt_body_loads_or_says_what_is_wrong() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Gen.NonEmptyListOf(Mutations).ToArbitrary(), mutations =>
        {
            var loaded = BodyLoader.Load(mutations.Take(5).Aggregate(Good, (example, mutation) => mutation.Spoil(example)).Folder());
            (loaded.Body is null).ShouldBe(loaded.Findings.Count > 0);
            loaded.Findings.ShouldAllBe(finding => finding.Line > 0 && finding.Column > 0 && finding.What.Length > 0 && finding.Mend.Length > 0);
            if (loaded.Body is not null)
                BodyJson.Write(BodyJson.Read(BodyJson.Write(loaded.Body))).ShouldBe(BodyJson.Write(loaded.Body));
        }));

    private sealed record Mutation(string File, int Place, int Length, byte[] Inserted)
    {
        public Example Spoil(Example example)
        {
            var bytes = example.Files[File];
            var place = Math.Min(Place, bytes.Length);
            return example.With(File, [.. bytes.AsSpan(0, place), .. Inserted, .. bytes.AsSpan(Math.Min(bytes.Length, place + Length))]);
        }
    }
}

using System.Text;
using Entente.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace Entente.Tests.Ledger;

/// <summary>Whatever is read, it is read or refused; nothing else happens.</summary>
public sealed class FuzzTests
{
    private static readonly (string Name, byte[] Good, Func<byte[], object> Read)[] Readers = Known();

    public static TheoryData<string> Names => [.. Readers.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_bytes_are_refused_with_the_one_error(string name)
    {
        var (_, _, read) = Readers.Single(reader => reader.Name == name);
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes => Try(read, bytes)).Check(Cases.Config(500));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_good_is_read(string name)
    {
        var (_, good, read) = Readers.Single(reader => reader.Name == name);
        Should.NotThrow(() => read(good));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Something_spoilt_in_what_is_good_is_read_or_refused(string name)
    {
        var (_, good, read) = Readers.Single(reader => reader.Name == name);
        var spoilt = from at in Gen.Choose(0, good.Length - 1) from how in Gen.Choose(0, 5) from with in Gen.Choose(0, 255) from length in Gen.Choose(1, 40) select Spoilt(good, at, how, (byte)with, length);
        Prop.ForAll(spoilt.ToArbitrary(), bytes => Try(read, bytes)).Check(Cases.Config(1500));
    }

    [Fact]
    public void A_receipt_with_any_byte_changed_never_proves_another_statement()
    {
        var (receipt, statement, _) = Scene.Of(20).Declare();
        var (json, file, verifier) = (receipt.ToJson(), StatementFile.Parse(statement), new ReceiptVerifier(Scene.Trusted));
        var flips = (from at in Gen.Choose(0, json.Length - 1) from bit in Gen.Choose(0, 7) select (at, bit)).ToArbitrary();
        Prop.ForAll(flips, flip =>
        {
            var bytes = json.ToArray();
            bytes[flip.at] ^= (byte)(1 << flip.bit);
            try
            {
                var changed = Receipt.Parse(bytes);
                if (verifier.Verify(changed, file).Holds)
                    (changed.Commitment, changed.Proof.Index).ShouldBe((receipt.Commitment, receipt.Proof.Index));
            }
            catch (LedgerFormatException)
            {
                // refused
            }
        }).Check(Cases.Config(1500));
    }

    private static void Try(Func<byte[], object> read, byte[] bytes)
    {
        try
        {
            read(bytes).ShouldNotBeNull();
        }
        catch (LedgerFormatException)
        {
            // the one that is declared
        }
    }

    private static byte[] Spoilt(byte[] good, int at, int how, byte with, int length) => how switch
    {
        0 => [.. good[..at], with, .. good[(at + 1)..]],
        1 => [.. good[..at], with, .. good[at..]],
        2 => [.. good[..at], .. good[Math.Min(good.Length, at + length)..]],
        3 => [.. good[..at], .. good[Math.Max(0, at - length)..]],
        4 => good[..at],
        _ => [.. good[..at], .. "{\"\\ud800—9\n\n"u8[..Math.Min(length, 12)], .. good[at..]],
    };

    private static (string, byte[], Func<byte[], object>)[] Known()
    {
        var scene = Scene.Of(20);
        var (receipt, statement, _) = scene.Declare(sign: _ => new Assertion(new byte[1], new byte[91], new byte[37], Encoding.ASCII.GetBytes("{\"type\":\"webauthn.get\"}"), new byte[70]));
        var request = new AddCheckpoint(3, Proofs.Consistency(3, 21, scene.Reader.NodeAt), scene.Signed());
        var file = StatementFile.Parse(statement);
        return
        [
            ("note", scene.Signed().ToBytes(), bytes => SignedNote.Parse(bytes)),
            ("checkpoint", scene.Signed().ToBytes(), bytes => CheckedCheckpoint.Of(SignedNote.Parse(bytes), Scene.Trusted)),
            ("signatures", Encoding.UTF8.GetBytes(string.Concat(scene.Signed().Signatures)), bytes => SignedNote.ParseSignatures(bytes)),
            ("key", Encoding.UTF8.GetBytes(Scene.Log.Verifier.ToString()), bytes => VerifierKey.Parse(Encoding.UTF8.GetString(bytes))),
            ("private key", Encoding.UTF8.GetBytes(Scene.Log.ToPrivateText()), bytes => SigningKey.Parse(Encoding.UTF8.GetString(bytes))),
            ("policy", Encoding.UTF8.GetBytes($"log {Scene.Log.Verifier}\nwitness a {Scene.Witnesses[0].Verifier}\ngroup g any a\nquorum g\n"), bytes => Policy.Parse(bytes)),
            ("request", request.ToBytes(), bytes => Witness.Decide(null, AddCheckpoint.Parse(bytes), [Scene.Log.Verifier], Scene.Witnesses[0], Scene.Now)),
            ("proof", Encoding.UTF8.GetBytes(receipt.Proof.ToString()), bytes => LogProof.Parse(bytes)),
            ("receipt", receipt.ToJson(), bytes => Receipt.Parse(bytes).Verify(file, Scene.Trusted).Findings.Select(finding => finding.Words()).ToList()),
            ("statement", statement, bytes => receipt.Verify(StatementFile.Parse(bytes), Scene.Trusted)),
            ("code", Encoding.UTF8.GetBytes(receipt.ToCompact().ToString()), bytes => CompactReceipt.Parse(Encoding.UTF8.GetString(bytes)).Verify(Scene.Trusted)),
            ("entry", receipt.Entry.ToBytes(), bytes => LogEntry.Parse(bytes)),
            ("bundle", EntryBundle.Of([[1, 2], [3]]), bytes => EntryBundle.Read(bytes, 2)),
            ("tile", new byte[64], bytes => new TileReader(2, _ => bytes).Root()),
            ("path", "tile/0/x001/234.p/7"u8.ToArray(), bytes => Tile.TryParse(Encoding.UTF8.GetString(bytes), out _, out _)),
            ("hash", Encoding.ASCII.GetBytes(Tree.Empty.ToString()), bytes => Hash.Parse(Encoding.UTF8.GetString(bytes))),
        ];
    }
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Entente.Ledger;

namespace Entente.Tests.Ledger.Receipts;

public sealed class ReceiptTests
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public void A_receipt_tells_one_by_one_what_holds()
    {
        var (receipt, statement, _) = Scene.Of(100).Declare();
        var verdict = Receipt.Parse(receipt.ToJson()).Verify(StatementFile.Parse(statement), Scene.Trusted);
        verdict.Holds.ShouldBeTrue();
        verdict.Findings.Select(finding => finding.Words()).ShouldBe(
        [
            "report is exactly what was declared.",
            "vessel is exactly what was declared.",
            "1 more parts were declared that the holder of this receipt may not read.",
            "The commitment stands at place 100 of the 101 in the log entente.example/log.",
            $"The log's key entente.example/log ({Scene.Log.Verifier.Id:x8}) signed this state of the log.",
            "The witness w2.example saw this state of the log at 2026-11-21 12:00:00Z.",
            "The witness w3.example saw this state of the log at 2026-11-21 12:00:00Z.",
            "As many witnesses signed as were asked for (2).",
            "The statement was sent unsigned: no passkey confirmed it.",
        ], ignoreOrder: true);
    }

    [Fact]
    public void A_receipt_is_written_as_it_was_read()
    {
        var (receipt, _, _) = Scene.Of(9).Declare(sign: new Passkey().Sign);
        var json = receipt.ToJson();
        Receipt.Parse(json).ToJson().ShouldBe(json);
        LogProof.Parse(Encoding.UTF8.GetBytes(receipt.Proof.ToString())).ToString().ShouldBe(receipt.Proof.ToString());
    }

    [Fact]
    public void A_changed_letter_of_the_statement_is_named_by_its_section()
    {
        var (receipt, statement, _) = Scene.Of(5).Declare();
        Failing(receipt, Replaced(statement, "\"1.5\"", "\"1.6\"")).ShouldBe(["segment-changed report"]);
        Failing(receipt, Replaced(statement, "party:JPN", "public")).ShouldBe(["segment-changed report", "segment-changed vessel"]);
        Failing(receipt, Replaced(statement, "\"vessel\"", "\"boat\"")).ShouldBe(["segment-unknown boat", "segment-missing vessel"]);
        Failing(receipt, Replaced(statement, "ab12", "ab13")).ShouldBe(["segment-foreign report", "segment-foreign vessel"]);
    }

    [Fact]
    public void A_part_that_was_left_out_is_missed()
    {
        var (receipt, statement, _) = Scene.Of(5).Declare();
        var file = JsonNode.Parse(statement)!;
        file["segments"]!.AsArray().RemoveAt(0);
        Failing(receipt, Encoding.UTF8.GetBytes(file.ToJsonString())).ShouldBe(["segment-missing report"]);
    }

    [Fact]
    public void A_statement_that_was_indented_or_reordered_is_still_the_same()
    {
        var (receipt, statement, _) = Scene.Of(5).Declare();
        var file = JsonNode.Parse(statement)!;
        foreach (var segment in file["segments"]!.AsArray())
        {
            var (first, value) = segment!.AsObject().First();
            segment.AsObject().Remove(first);
            segment.AsObject().Add(first, value);
        }
        Failing(receipt, JsonSerializer.SerializeToUtf8Bytes(file, Indented)).ShouldBeEmpty();
    }

    [Fact]
    public void The_statement_of_another_is_said_to_be()
    {
        var scene = Scene.Of(5);
        var (receipt, _, _) = scene.Declare(1);
        var (_, other, _) = scene.Declare(2);
        Failing(receipt, other).ShouldContain(code => code.StartsWith("statement-other", StringComparison.Ordinal));
    }

    [Fact]
    public void A_receipt_whose_head_or_path_was_changed_is_not_in_the_log()
    {
        var (receipt, statement, _) = Scene.Of(5).Declare();
        Failing(receipt with { Head = receipt.Head with { Party = "BRA" } }, statement).ShouldBe(["not-included 5"]);
        Failing(receipt with { Head = receipt.Head with { Version = 2 } }, statement).ShouldBe(["not-included 5"]);
        Failing(receipt with { Segments = [.. receipt.Segments.Skip(1)] }, statement).ShouldContain("not-included 5");
        Failing(receipt with { Proof = receipt.Proof with { Index = 4 } }, statement).ShouldBe(["not-included 4"]);
        Failing(receipt with { Proof = receipt.Proof with { Path = [.. receipt.Proof.Path.Skip(1)] } }, statement).ShouldBe(["not-included 5"]);
    }

    [Fact]
    public void A_state_of_the_log_that_nobody_believed_signed_is_refused()
    {
        var (receipt, statement, _) = Scene.Of(5).Declare();
        var note = receipt.Proof.Checkpoint;
        Failing(With(receipt, note with { Signatures = [.. note.Signatures.Skip(1)] }), statement).ShouldBe(["log-unsigned entente.example/log"]);
        Failing(With(receipt, note with { Signatures = [.. note.Signatures.Take(2)] }), statement).ShouldBe(["witnesses-too-few 1"]);
        var wrong = note.Signatures[1] with { Bytes = note.Signatures[2].Bytes };
        Failing(With(receipt, note with { Signatures = [note.Signatures[0], wrong, note.Signatures[2]] }), statement).ShouldBe(["witness-signature-wrong w2.example", "witnesses-too-few 1"]);
        var forged = note.Signatures[0] with { Bytes = new byte[64] };
        Failing(With(receipt, note with { Signatures = [forged, .. note.Signatures.Skip(1)] }), statement).ShouldBe([$"log-signature-wrong entente.example/log ({Scene.Log.Verifier.Id:x8})", "log-unsigned entente.example/log"]);
        var twice = note with { Signatures = [note.Signatures[0], note.Signatures[1], note.Signatures[1]] };
        Failing(With(receipt, twice), statement).ShouldBe(["witnesses-too-few 1"]);
    }

    [Fact]
    public void A_log_key_signs_for_the_log_of_its_name_alone()
    {
        var other = Scene.Key("other.example/log", KeyKind.Log, 50);
        var note = new Checkpoint(Scene.Origin, 1, Tree.Leaf([1])).Sign(other);
        var state = CheckedCheckpoint.Of(note, Policy.Of(other.Verifier, Scene.Log.Verifier));
        state.Holds.ShouldBeFalse();
        state.Findings.Select(finding => finding.Code).ShouldBe(["key-unknown", "log-unsigned"]);
    }

    [Fact]
    public void While_keys_change_either_is_believed()
    {
        var (old, next) = (Scene.Log, Scene.Key(Scene.Origin, KeyKind.Log, 60));
        var note = new Checkpoint(Scene.Origin, 1, Tree.Leaf([1])).Sign(old, next);
        CheckedCheckpoint.Of(note, Policy.Of(old.Verifier)).Holds.ShouldBeTrue();
        CheckedCheckpoint.Of(note, Policy.Of(next.Verifier)).Holds.ShouldBeTrue();
        CheckedCheckpoint.Of(note, Policy.Of(old.Verifier, next.Verifier)).Findings.Count(finding => finding.Code == "log-signed").ShouldBe(2);
        LogEntry.Parse(new KeyEntry(next.Verifier, true).ToBytes()).ShouldBe(new KeyEntry(next.Verifier, true));
    }

    [Fact]
    public void The_passkey_of_the_delegate_is_verified_and_can_neither_be_left_out_nor_put_in()
    {
        using var passkey = new Passkey();
        var scene = Scene.Of(5);
        var (signed, statement, _) = scene.Declare(1, passkey.Sign);
        signed.Verify(StatementFile.Parse(statement), Scene.Trusted).Findings.ShouldContain(finding => finding.Code == "delegate-signed" && finding.Outcome == Outcome.Holds);
        Failing(signed with { Assertion = null }, statement).ShouldBe(["not-included 5"]);
        var (unsigned, other, _) = scene.Declare(2);
        Failing(unsigned with { Assertion = passkey.Sign(unsigned.Commitment) }, other).ShouldBe(["not-included 6"]);
        var (wrong, third, _) = scene.Declare(3, _ => passkey.Sign(Tree.Empty));
        Failing(wrong, third).ShouldHaveSingleItem().ShouldStartWith("delegate-signature-wrong");
        var (absent, fourth, _) = scene.Declare(4, commitment => passkey.Sign(commitment, flags: 1));
        Failing(absent, fourth).ShouldHaveSingleItem().ShouldStartWith("delegate-signature-wrong");
    }

    [Fact]
    public void A_state_of_the_log_is_checked_once()
    {
        var (receipt, statement, _) = Scene.Of(5).Declare();
        var verifier = new ReceiptVerifier(Scene.Trusted);
        var again = Receipt.Parse(receipt.ToJson());
        verifier.Check(receipt.Proof.Checkpoint).ShouldBeSameAs(verifier.Check(again.Proof.Checkpoint));
        verifier.Verify(again, StatementFile.Parse(statement)).Holds.ShouldBeTrue();
        var forged = receipt.Proof.Checkpoint with { Text = receipt.Proof.Checkpoint.Text.Replace("6\n", "7\n", StringComparison.Ordinal) };
        verifier.Verify(With(receipt, forged), null).Holds.ShouldBeFalse();
    }

    [Fact]
    public void Extra_data_of_others_are_passed_over()
    {
        var (receipt, _, _) = Scene.Of(5).Declare();
        var text = receipt.Proof.ToString().Replace("\nindex", "\nextra AAAA\nindex", StringComparison.Ordinal);
        LogProof.Parse(Encoding.UTF8.GetBytes(text)).ToString().ShouldBe(receipt.Proof.ToString());
    }

    [Fact]
    public void Every_finding_has_its_words() =>
        FindingWords.Codes.Select(code => new Finding(code, Outcome.Open, "a", "b", "c").Words()).ShouldAllBe(words => words.EndsWith('.') || words.EndsWith('a') || words.EndsWith('b'));

    private static Receipt With(Receipt receipt, SignedNote note) => receipt with { Proof = receipt.Proof with { Checkpoint = note } };

    private static string[] Failing(Receipt receipt, byte[] statement)
    {
        var verdict = receipt.Verify(StatementFile.Parse(statement), Scene.Trusted);
        string[] failing = [.. verdict.Findings.Where(finding => finding.Outcome == Outcome.Fails).Select(finding => $"{finding.Code} {finding.Where}")];
        verdict.Holds.ShouldBe(failing.Length == 0);
        return failing;
    }

    private static byte[] Replaced(byte[] file, string old, string with) => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(file).Replace(old, with, StringComparison.Ordinal));

    private sealed class Passkey : IDisposable
    {
        private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public Assertion Sign(Hash challenge) => Sign(challenge, 5);

        public Assertion Sign(Hash challenge, byte flags)
        {
            var client = Encoding.UTF8.GetBytes($$"""{"type":"webauthn.get","challenge":"{{Base64Url.EncodeToString(challenge.Bytes)}}","origin":"https://entente.example"}""");
            byte[] data = [.. SHA256.HashData("entente.example"u8), flags, 0, 0, 0, 1];
            var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
            return new Assertion(new byte[] { 1, 2, 3 }, _key.ExportSubjectPublicKeyInfo(), data, client, signature);
        }

        public void Dispose() => _key.Dispose();
    }
}

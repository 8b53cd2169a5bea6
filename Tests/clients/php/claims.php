<?php
// Which claims has this citizen? With PHP's own SOAP client, from the official WSDL of StUF-FIN 3.10 (vrdLv01 → vrdLa01).
//
//   php claims.php WSDL ADDRESS BSN [1.1|1.2]
//
// Environment: CA, the authority that signed the server's certificate; CERTIFICATE and KEY, your own; all PEM files.

[, $wsdl, $address, $bsn] = $argv;
$tls = ['cafile' => getenv('CA'), 'local_cert' => getenv('CERTIFICATE'), 'local_pk' => getenv('KEY')];
$client = new SoapClient($wsdl, [
    'soap_version' => ($argv[4] ?? '1.1') === '1.2' ? SOAP_1_2 : SOAP_1_1,
    'stream_context' => stream_context_create(['ssl' => $tls]),
    'location' => $address,
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    'cache_wsdl' => WSDL_CACHE_NONE,
    'trace' => true,
]);

try {
    $answer = $client->vrdLv01([
        'stuurgegevens' => ['berichtcode' => 'Lv01', 'entiteittype' => 'VRD'],
        'parameters' => ['sortering' => 0, 'maximumAantal' => 15],
        'gelijk' => [
            'entiteittype' => 'VRD',
            'wordtBetaaldDoorNatuurlijkPersoonAlsDebiteur' => [
                'entiteittype' => 'VRDNPSDEB',
                'gerelateerde' => ['entiteittype' => 'NPS', 'inp.bsn' => $bsn],
            ],
        ],
        'scope' => ['object' => ['entiteittype' => 'VRD', 'vorderingnummer' => '', 'totaalbedragInclBTW' => null]],
    ]);
} catch (SoapFault $fault) {
    if (!isset($fault->detail->Fo02Bericht)) {
        throw $fault;
    }
    $stuf = $fault->detail->Fo02Bericht->body;
    echo "fault {$fault->faultcode}\ntext {$fault->faultstring}\nstuf {$stuf->code}\ndetails {$stuf->details}\n";
    exit(1);
} finally {
    // For the test only: how PHP writes an attribute of another namespace.
    if (getenv('TRACE')) {
        file_put_contents(getenv('TRACE'), $client->__getLastRequest());
    }
}

$total = 0;
foreach ($answer->antwoord->object ?? [] as $claim) {
    // A simple value with attributes comes as {"_": value, …}.
    $number = $claim->vorderingnummer->_ ?? $claim->vorderingnummer;
    $open = ($claim->totaalbedragInclBTW->_ ?? $claim->totaalbedragInclBTW) - ($claim->vorderingstatus->totaalBetaald->_ ?? $claim->vorderingstatus->totaalBetaald);
    echo "$number $open\n";
    $total += $open;
}
echo "saldo $total\n";

<?php
// Which debts does this citizen have? With PHP's own SOAP client (package php-soap), from the WSDL the server publishes.
//
//   php overview.php WSDL BSN [1.1|1.2]
//
// Environment: CA, the authority that signed the server's certificate; CERTIFICATE and KEY, your own; all PEM files.

[, $wsdl, $bsn] = $argv;
$tls = ['cafile' => getenv('CA'), 'local_cert' => getenv('CERTIFICATE'), 'local_pk' => getenv('KEY')];
$client = new SoapClient($wsdl, [
    'soap_version' => ($argv[3] ?? '1.1') === '1.2' ? SOAP_1_2 : SOAP_1_1,
    'stream_context' => stream_context_create(['ssl' => $tls]),
    'features' => SOAP_SINGLE_ELEMENT_ARRAYS,
    'cache_wsdl' => WSDL_CACHE_NONE,
]);

try {
    $answer = $client->vraagSchuldenoverzicht([
        'stuurgegevens' => ['berichtcode' => 'Di02', 'referentienummer' => uniqid(), 'functie' => 'geefSchuldenoverzicht'],
        'persoon' => ['entiteittype' => 'NPS', 'functie' => 'selectie', 'inp.bsn' => $bsn],
    ]);
} catch (SoapFault $fault) {
    if (!isset($fault->detail->Fo02Bericht)) {
        throw $fault;
    }
    $stuf = $fault->detail->Fo02Bericht->body;
    echo "fault {$fault->faultcode}\ntext {$fault->faultstring}\nstuf {$stuf->code}\ndetails {$stuf->details}\n";
    exit(1);
}

$total = 0;
foreach ($answer->document as $document) {
    foreach ($document->body->financiele_zaken->financiele_zaak ?? [] as $case) {
        echo "{$case->zaakkenmerk} {$case->saldo}\n";
        $total += $case->saldo;
    }
}
echo "saldo $total\n";
